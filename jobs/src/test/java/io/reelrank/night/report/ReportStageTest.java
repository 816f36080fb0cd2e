package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.settings.PageLanguage;
import io.reelrank.core.settings.ReportSettings;
import io.reelrank.core.stage.DeclaredStage;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.core.stage.ProgressMonitor;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.core.tables.Videos;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report's pages over two creators, on a file system that cannot write every file. */
class ReportStageTest extends SparkTest {
    private static final LocalDate DATE = LocalDate.parse("2022-05-06");
    private static final String IMPLEMENTATION = "fs.fragile.impl";

    @TempDir
    private Path root;

    private Map<String, String> notes;
    private ReportSettings.PagedCreators creators = new ReportSettings.MostPlayedCreators(10);

    @BeforeEach
    void knowTheFileSystem() {
        spark().sparkContext().hadoopConfiguration().set(IMPLEMENTATION, Fragile.class.getName());
        Fragile.broken = "nothing";
    }

    @AfterEach
    void forgetTheFileSystem() {
        spark().sparkContext().hadoopConfiguration().unset(IMPLEMENTATION);
    }

    @Test
    void everyCreatorHasAPage() throws IOException {
        TableStore store = report();

        assertThat(store.manifest(CreatorReport.TABLE, DATE).orElseThrow().rows())
                .isEqualTo(2);
        assertThat(pages())
                .containsExactly(
                        "creators/ann.html",
                        "creators/ann.zh.html",
                        "creators/bob.html",
                        "creators/bob.zh.html",
                        "index.html",
                        "index.zh.html",
                        "list/data-0.js",
                        "list/ids-0.html",
                        "list/ids-0.zh.html");
        assertThat(Files.readString(root.resolve("drafts/date=2022-05-06/creators/ann.html")))
                .contains("1 video had 2 plays by 1 viewer");
        assertThat(notes)
                .doesNotContainKey("pages that could not be written")
                .containsEntry("ranges of planned videos", "none, as too few videos are new");
    }

    @Test
    void whoGetsAPageIsASetting() throws IOException {
        creators = new ReportSettings.NamedCreators(List.of("bob", "nobody"));

        report();

        assertThat(pages()).contains("creators/bob.html").doesNotContain("creators/ann.html", "creators/nobody.html");
    }

    @Test
    void aPageThatCannotBeWrittenIsANoteAndNoLink() throws IOException {
        Fragile.broken = "bob.html";

        TableStore store = report();

        assertThat(store.manifest(CreatorReport.TABLE, DATE).orElseThrow().rows())
                .isEqualTo(2);
        assertThat(pages()).contains("creators/ann.html", "index.html").doesNotContain("creators/bob.html");
        assertThat(Files.readString(root.resolve("drafts/date=2022-05-06/index.html")))
                .contains("<a href=\"creators/ann.html\">", "<bdi>bob</bdi>")
                .doesNotContain("bob.html");
        assertThat(notes.get("pages that could not be written"))
                .startsWith("1; the first: cannot write fragile:%s/drafts/date=2022-05-06/creators/bob.html: "
                        .formatted(root))
                .contains("the disk is broken");
    }

    @Test
    void aNightNeedsNoPageAtAll() {
        Fragile.broken = ".html";

        TableStore store = report();

        assertThat(store.manifest(CreatorReport.TABLE, DATE)).isPresent();
        assertThat(notes.get("pages that could not be written")).startsWith("8; the first: ");
    }

    private TableStore report() {
        TableStore store = new TableStore(spark(), "fragile:" + root);
        write(
                store,
                DayPairs.TABLE,
                Frames.of(
                                spark(),
                                "user_idx int, video_idx int, plays bigint, views bigint, watch_ms bigint",
                                "0 | 0 | 2 | 2 | 6000",
                                "0 | 1 | 1 | 1 | 3000")
                        .withColumn(
                                DayPairs.LAST_SEEN, lit("2022-05-06 12:00:00").cast("timestamp"))
                        .withColumn(DayPairs.COUNTS, lit(true)));
        write(
                store,
                VideoFeatures.TABLE,
                Frames.of(
                        spark(), "video_idx int, video_id string, creator_id string", "0 | v1 | ann", "1 | v2 | bob"));
        for (Table table : List.of(
                Videos.TABLE,
                Suspects.TABLE,
                Users.TABLE,
                UserIndex.TABLE,
                UserProfiles.TABLE,
                UserSegments.TABLE,
                CreatorTies.TABLE,
                VideoQuality.TABLE,
                VideoFactors.TABLE)) {
            write(store, table, spark().createDataFrame(List.of(), table.schema()));
        }
        Night night = new Night(
                DATE,
                Instant.parse("2022-05-07T01:00:00Z"),
                spark(),
                store,
                Night.Reuse.NOTHING,
                Fence.ofPrivateRoot());
        Stage stage = new ReportStage(
                new ReportSettings(
                        List.of(7),
                        new ReportSettings.LeastPeople(1, 1),
                        2,
                        1,
                        0.1,
                        new ReportSettings.Withhold(0, 1),
                        new ReportSettings.Pages(creators, 10, PageLanguage.EN)),
                List.of());
        List<StageSummary> summaries = new ArrayList<>();
        try (ProgressMonitor monitor = new ProgressMonitor(Long.MAX_VALUE, Map.of(), line -> {})) {
            new Pipeline(List.of(DeclaredStage.before(stage), stage))
                    .run(night, List.of(stage), monitor, summaries::add);
        }
        notes = summaries.get(0).notes();
        return store;
    }

    private static void write(TableStore store, Table table, Dataset<Row> rows) {
        Dataset<Row> whole = rows.withColumn("dt", lit(DATE));
        for (StructField field : table.schema().fields()) {
            if (!List.of(whole.columns()).contains(field.name())) {
                whole = whole.withColumn(field.name(), empty(field));
            }
        }
        store.write(table, whole, "20220506T000000000", Map.of(DATE, Map.of()));
    }

    private static Column empty(StructField field) {
        if (field.nullable()) {
            return lit(null).cast(field.dataType());
        }
        return field.dataType() instanceof ArrayType ? array().cast(field.dataType()) : lit(0).cast(field.dataType());
    }

    private List<String> pages() throws IOException {
        Path folder = root.resolve("drafts/date=2022-05-06");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** The local disk, but for files whose path ends in some way. */
    public static final class Fragile extends RawLocalFileSystem {
        private static volatile String broken = "nothing";

        @Override
        public URI getUri() {
            return URI.create("fragile:///");
        }

        @Override
        public String getScheme() {
            return "fragile";
        }

        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path path,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            if (path.toString().endsWith(broken)) {
                throw new IOException("the disk is broken");
            }
            return super.create(path, overwrite, bufferSize, replication, blockSize, progress);
        }
    }
}
