package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CreatorAudience;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorVideoReport;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.TestPositives;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of who does not agree, models learn nothing, no list is made, and no report counts anything. */
@Tag("slow")
class ConsentTest extends SparkTest {
    private static final LocalDate DAY = LocalDate.parse("2022-05-06");

    @TempDir
    private static Path root;

    @BeforeAll
    static void runNights() throws IOException {
        spark();
        night("refusing", "u7");
        night("absent", "");
    }

    /** u3 refuses training, u5 lists, and one user reports, who in the other night has no events. */
    private static void night(String name, String refusesReports) throws IOException {
        TinyPlatform platform = new TinyPlatform(root.resolve(name), ZoneOffset.UTC);
        Path conf = platform.open();
        Files.writeString(
                conf,
                Files.readString(conf)
                        + "reelrank.sources.users.profile.consents { training = train, lists = list, reports = report }\n");
        List<Map<String, String>> users = new ArrayList<>();
        IntStream.range(0, 24)
                .forEach(number -> users.add(SmallDay.row(
                        "user=u" + number,
                        "train=" + (number == 3 ? "0" : "1"),
                        "list=" + (number == 5 ? "false" : ""),
                        "report=" + (("u" + number).equals(refusesReports) ? "0" : "true"))));
        platform.writeUsers(users);
        for (int ago = 2; ago >= 0; ago--) {
            platform.deliver(
                    DAY.minusDays(ago),
                    platform.rows(DAY.minusDays(ago)).stream()
                            .filter(row -> !refusesReports.isEmpty()
                                    || !row.get("user").equals("u7"))
                            .toList());
        }
        Command night = Command.run("nightly", "--date", DAY.toString(), "--conf", conf.toString());
        assertThat(night.exit()).as(night.err()).isZero();
    }

    @Test
    void consentsAreKeptWithTheUser() {
        assertThat(Frames.lines(read("refusing", Users.TABLE)
                        .filter(col(Users.USER_ID).isin("u3", "u5", "u7"))
                        .select("user_id", "consent_training", "consent_lists", "consent_reports")))
                .containsExactlyInAnyOrder(
                        "u3 | false | null | true", "u5 | true | false | true", "u7 | true | null | false");
    }

    @Test
    void modelsLearnNothingOfWhoRefusesTraining() {
        assertThat(Frames.lines(ofUser("u3", UserFactors.TABLE))).isEmpty();
        assertThat(Frames.lines(ofUser("u3", TestPositives.TABLE))).isEmpty();
        assertThat(Frames.lines(
                        ofUser("u3", Interactions.TABLE).select("strength").distinct()))
                .as("seen, without a strength")
                .containsExactly("0.0");
        assertThat(ofUser("u4", UserFactors.TABLE).count()).isEqualTo(1);
    }

    @Test
    void whoRefusesListsGetsNone() {
        List<String> listed =
                Frames.lines(read("refusing", Recommendations.TABLE).select("user_id"));

        assertThat(listed).hasSize(23).contains("u3", "u7").doesNotContain("u5");
    }

    @Test
    void reportsAreAsIfWhoRefusesThemHadDoneNothing() {
        assertThat(told(CreatorReport.TABLE, "creator_id", "window_days", "plays", "viewers", "likes"))
                .isEqualTo(
                        reportsWithout(CreatorReport.TABLE, "creator_id", "window_days", "plays", "viewers", "likes"));
        assertThat(told(CreatorVideoReport.TABLE, "video_id", "plays", "viewers", "retention"))
                .isEqualTo(reportsWithout(CreatorVideoReport.TABLE, "video_id", "plays", "viewers", "retention"));
        assertThat(told(CreatorAudience.TABLE, "creator_id", "breakdown", "part", "viewers"))
                .isEqualTo(reportsWithout(CreatorAudience.TABLE, "creator_id", "breakdown", "part", "viewers"));
        // What pull, and so every advice about videos, is made of.
        assertThat(told(VideoQuality.TABLE, "video_id", "met", "wanted", "plays"))
                .isEqualTo(reportsWithout(VideoQuality.TABLE, "video_id", "met", "wanted", "plays"));
    }

    private static List<String> told(Table table, String... columns) {
        List<String> lines = lines("refusing", table, columns);
        assertThat(lines).isNotEmpty();
        return lines;
    }

    private static List<String> reportsWithout(Table table, String... columns) {
        return lines("absent", table, columns);
    }

    /** Rows with the videos' ids, as their numbers differ. Videos that nobody else met have none where nobody met them. */
    private static List<String> lines(String name, Table table, String... columns) {
        Dataset<Row> rows = read(name, table);
        return Frames.lines(
                table.equals(VideoQuality.TABLE)
                        ? rows.filter(col("met").gt(0))
                                .join(read(name, VideoIndex.TABLE).drop("dt"), "video_idx")
                                .select(Arrays.stream(columns)
                                        .map(column -> col(column))
                                        .toArray(Column[]::new))
                        : rows.select(Arrays.stream(columns)
                                .map(column -> col(column))
                                .toArray(Column[]::new)));
    }

    private static Dataset<Row> ofUser(String user, Table table) {
        return read("refusing", table)
                .join(
                        read("refusing", UserIndex.TABLE).filter(col("user_id").equalTo(user)),
                        new String[] {"user_idx"},
                        "left_semi");
    }

    private static Dataset<Row> read(String name, Table table) {
        return new TableStore(spark(), root.resolve(name).resolve("out").toString()).read(table, List.of(DAY));
    }
}
