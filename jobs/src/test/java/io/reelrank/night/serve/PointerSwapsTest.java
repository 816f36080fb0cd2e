package io.reelrank.night.serve;

import static io.reelrank.core.store.Field.required;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.core.files.Storage;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.PublishedDataset;
import io.reelrank.core.publication.Publication.PublishedFile;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A thousand swaps of the pointer under readers that read five datasets and all pages again and again. Every row and page
 * says of which night it is.
 */
@Tag("slow")
class PointerSwapsTest extends SparkTest {
    private static final int SWAPS = 1000;
    private static final int READERS = 4;
    private static final String NIGHT = "night";
    private static final List<String> DATES = List.of("2022-05-04", "2022-05-05", "2022-05-06");
    private static final List<String> PAGES = List.of("creators/c1.html", "index.html", "model.html");
    private static final List<String> DATASETS = List.of(
            "creator_report", "creator_video_report", "fallback_recommendations", "recommendations", "similar_videos");

    @ParameterizedTest
    @MethodSource("io.reelrank.StorageRoots#all")
    void readersNeverSeeAPartOrAMixture(Path root) throws IOException, InterruptedException, ExecutionException {
        Storage storage = new Storage(new Configuration());
        Path own = new Path(root, "swaps");
        storage.delete(own);
        List<Publication> nights = new ArrayList<>();
        for (String date : DATES) {
            nights.add(published(storage, own, date));
        }
        PublicationPointer pointer = new PublicationPointer(storage, own);
        pointer.move(nights.get(0), PublicationPointer.NIGHT, Fence.ofPrivateRoot());

        AtomicBoolean isDone = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Map<String, Integer>>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(pool.submit(() -> readsByNight(storage, own, isDone)));
            }
            for (int swap = 1; swap <= SWAPS; swap++) {
                String why = swap % 3 == 0 ? PublicationPointer.ROLLBACK : PublicationPointer.NIGHT;
                pointer.move(nights.get(swap % nights.size()), why, Fence.ofPrivateRoot());
            }
            isDone.set(true);
            Map<String, Integer> reads = new HashMap<>();
            for (Future<Map<String, Integer>> reader : readers) {
                reader.get().forEach((night, count) -> reads.merge(night, count, Integer::sum));
            }
            assertThat(reads).as("reads of each night").containsOnlyKeys(DATES);
            System.out.printf("%s: %d swaps under %d readers, reads of each night: %s%n", own, SWAPS, READERS, reads);
        } finally {
            isDone.set(true);
            pool.shutdownNow();
        }
        storage.replace(new Path(own, "DONE"), new byte[0]);
    }

    /** Reads whole publications until the swaps are over. */
    private static Map<String, Integer> readsByNight(Storage storage, Path root, AtomicBoolean isDone)
            throws IOException {
        PublicationReader reader = new PublicationReader(root.toString(), storage.configuration());
        Map<String, Integer> reads = new HashMap<>();
        while (!isDone.get() || reads.isEmpty()) {
            Publication night = reader.latest().orElseThrow();
            for (String dataset : DATASETS) {
                List<String> rows = new ArrayList<>();
                for (Path file : reader.files(night, dataset)) {
                    rows.addAll(nightsOfRows(file, storage.configuration()));
                }
                assertThat(rows).as(dataset).hasSize(rows(night.date()));
                assertThat(new HashSet<>(rows)).as(dataset).isEqualTo(Set.of(night.date()));
            }
            for (String page : PAGES) {
                byte[] text = storage.read(new Path(root, night.pagesPath() + "/" + page))
                        .orElseThrow();
                assertThat(new String(text, UTF_8)).isEqualTo(page(page, night.date()));
            }
            String index = new String(
                    storage.read(new Path(root, PublicationPointer.INDEX)).orElseThrow(), UTF_8);
            assertThat(DATES.stream()
                            .filter(date -> index.contains("url=runs/date=%s/".formatted(date)))
                            .filter(date ->
                                    index.strip().endsWith("The pages of %s</a></body></html>".formatted(date))))
                    .as("the night of a whole index.html")
                    .hasSize(1);
            reads.merge(night.date(), 1, Integer::sum);
        }
        return reads;
    }

    private static List<String> nightsOfRows(Path file, Configuration configuration) throws IOException {
        List<String> nights = new ArrayList<>();
        try (ParquetReader<Group> rows = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(configuration)
                .build()) {
            for (Group row = rows.read(); row != null; row = rows.read()) {
                nights.add(row.getString(NIGHT, 0));
            }
        }
        return nights;
    }

    private static Publication published(Storage storage, Path root, String date) throws IOException {
        PublicationWriter writer = new PublicationWriter(storage, root);
        String path = Publication.path(date, "r" + date);
        List<PublishedDataset> datasets =
                DATASETS.stream().map(name -> dataset(writer, name, date, path)).toList();
        Publication unsealed = new Publication(
                date,
                "r" + date,
                0,
                path,
                datasets,
                List.of(),
                List.of(),
                Map.of(),
                "settings",
                date + "T01:00:00Z",
                date + "T04:00:00Z",
                "",
                "");
        Path drafts = new Path(root, "drafts/date=" + date);
        PAGES.forEach(
                page -> storage.replace(new Path(drafts, page), page(page, date).getBytes(UTF_8)));
        List<PublishedFile> pages = writer.pages(drafts, unsealed.pagesPath());
        assertThat(pages).extracting(PublishedFile::name).containsExactlyInAnyOrderElementsOf(PAGES);
        Publication publication = unsealed.withPages(pages).sealed();
        writer.complete(publication);
        return publication;
    }

    private static PublishedDataset dataset(PublicationWriter writer, String name, String date, String path) {
        Table table = Table.of(
                name,
                "Rows that know their night.",
                List.of("id"),
                required("id", DataTypes.LongType, "A number."),
                required(NIGHT, DataTypes.StringType, "The night's date."));
        return writer.dataset(
                table,
                spark().range(rows(date)).toDF("id").withColumn(NIGHT, functions.lit(date)),
                new Manifest(name, "", "", "", rows(date), "digest", List.of(), Map.of("input", date)),
                path);
    }

    private static int rows(String date) {
        return 100 * (1 + DATES.indexOf(date));
    }

    private static String page(String name, String date) {
        return "%s of %s, all of it".formatted(name, date);
    }
}
