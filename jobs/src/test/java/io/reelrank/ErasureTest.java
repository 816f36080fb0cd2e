package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.files.Storage;
import io.reelrank.core.privacy.ErasureRecord;
import io.reelrank.core.privacy.Erasures;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.FallbackRecommendations;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.SimilarVideos;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.core.tables.VideoQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After the next night an erased user is nowhere, and everybody else has what they would have without that user. */
@Tag("slow")
class ErasureTest extends SparkTest {
    private static final String USER = "member-";
    // The last of the users by name, so that the numbers of the others are those of a platform without this one.
    private static final String ERASED = USER + "9";
    private static final LocalDate LAST = LocalDate.parse("2022-05-06");

    @TempDir
    private static Path root;

    private static Command before;
    private static List<String> placesBefore;

    @BeforeAll
    static void runNights() throws IOException {
        spark();
        spark().conf().set("spark.sql.parquet.compression.codec", "uncompressed");
        platform("with", true);
        platform("without", false);
        assertNight("with", LAST.minusDays(1));
        before = erase("--verify");
        placesBefore = Canaries.finds(root.resolve("with/out"), List.of(ERASED));
        Command erase = erase();
        assertThat(erase.exit()).as(erase.err()).isZero();
        assertThat(erase.out())
                .startsWith("1 users are erased by the next night, of whom 1 are in tables; the record: ");
        assertNight("with", LAST);
        assertNight("without", LAST);
        spark().conf().unset("spark.sql.parquet.compression.codec");
    }

    private static void platform(String name, boolean isWhole) throws IOException {
        TinyPlatform platform = new TinyPlatform(root.resolve(name), ZoneOffset.UTC, USER);
        Path conf = platform.open();
        Files.writeString(conf, Files.readString(conf) + "reelrank.collect.max-rejected-share = 0.5\n");
        for (int ago = 5; ago >= 0; ago--) {
            LocalDate day = LAST.minusDays(ago);
            List<Map<String, String>> rows = new ArrayList<>(platform.rows(day));
            rows.add(SmallDay.row("user=" + ERASED, "video=v1", "ts=1", "action=play"));
            if (ago == 5) {
                // Of every video the first event is one of somebody else, so that numbers of videos are the same too.
                for (int video = 0; video < 80; video++) {
                    rows.add(TinyPlatform.event(
                            day.atTime(1, 0).plusSeconds(video).toInstant(ZoneOffset.UTC),
                            USER + video % 9,
                            "v" + video,
                            "play",
                            3_000));
                }
            }
            platform.deliver(
                    day,
                    rows.stream()
                            .filter(row -> isWhole || !row.get("user").equals(ERASED))
                            .toList());
        }
        platform.writeUsers(IntStream.range(0, 24)
                .mapToObj(number -> SmallDay.row("user=" + USER + number))
                .filter(row -> isWhole || !row.get("user").equals(ERASED))
                .toList());
    }

    private static void assertNight(String name, LocalDate day) {
        Command night = Command.run(
                "nightly",
                "--date",
                day.toString(),
                "--conf",
                root.resolve(name).resolve("my.conf").toString());
        assertThat(night.exit()).as(night.err()).isZero();
    }

    private static Command erase(String... more) throws IOException {
        Path ids = Files.writeString(root.resolve("ids.txt"), ERASED + "\n\n");
        return Command.run(Stream.concat(
                        Stream.of(
                                "erase",
                                "--ids",
                                ids.toString(),
                                "--conf",
                                root.resolve("with/my.conf").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void noFileHoldsTheId() {
        assertThat(placesBefore)
                .anyMatch(place -> place.contains("tables/events/"))
                .anyMatch(place -> place.contains("tables/rejected_events/"))
                .anyMatch(place -> place.contains("published/"));
        assertThat(Canaries.finds(root.resolve("with/out"), List.of(ERASED))).isEmpty();
    }

    @Test
    void verifySaysWhereTheUserIsAndThenThatTheUserIsNowhere() throws IOException {
        assertThat(before.exit()).isEqualTo(5);
        assertThat(before.out())
                .contains("tables/events: ", "tables/user_index: 1 rows of 1 days, the first 2022-05-05")
                .contains("tables/interactions: ", "tables/user_factors: 1 rows of 1 days")
                .contains("published/runs/date=2022-05-05/");
        assertThat(before.err()).contains("users of ", " are still in ", " places: run reelrank erase with the file");
        Command after = erase("--verify");
        assertThat(after.exit()).as(after.out()).isZero();
        assertThat(after.out()).startsWith("none of the 1 users is in a table or in one of 1 publications under ");
    }

    @Test
    void everybodyElseHasWhatTheyWouldHaveWithoutTheUser() {
        for (Table table : List.of(
                Interactions.TABLE,
                VideoPopularity.TABLE,
                VideoQuality.TABLE,
                VideoFactors.TABLE,
                UserFactors.TABLE,
                Recommendations.TABLE,
                FallbackRecommendations.TABLE,
                SimilarVideos.TABLE)) {
            assertThat(Frames.lines(store("with").read(table, List.of(LAST))))
                    .as(table.name())
                    .isEqualTo(Frames.lines(store("without").read(table, List.of(LAST))));
        }
    }

    @Test
    void theNumberStaysWithoutTheId() {
        assertThat(Frames.lines(store("with")
                        .read(UserIndex.TABLE, List.of(LAST))
                        .filter(col(UserIndex.USER_IDX).equalTo(23))
                        .select(UserIndex.USER_ID)))
                .containsExactly("[erased 23]");
    }

    @Test
    void laterRowsOfTheUserAreRejected() {
        assertThat(Frames.lines(store("with")
                        .read(CollectedRows.TABLE, List.of(LAST))
                        .filter(col(CollectedRows.OUTCOME).equalTo("rejected"))
                        .select(CollectedRows.SOURCE, CollectedRows.REASON)))
                .containsExactly("events.log | the user asked to be forgotten");
    }

    @Test
    void theRecordTellsHowManyAndWhenAndNobodysName() {
        List<ErasureRecord> records = new Erasures(
                        new Storage(spark().sparkContext().hadoopConfiguration()),
                        new org.apache.hadoop.fs.Path(root.resolve("with/out").toString()))
                .records();

        assertThat(records).hasSize(1).allSatisfy(record -> {
            assertThat(record.users()).isEqualTo(1);
            assertThat(record.isPending()).isFalse();
            assertThat(record.digest()).matches("[0-9a-f]{64}");
            assertThat(record.rows()).containsEntry("user_index", 1L).containsKeys("events", "day_pairs");
            assertThat(record.toString()).doesNotContain(USER);
        });
    }

    @Test
    void aFileWithoutIdsIsRefused() throws IOException {
        Path empty = Files.writeString(root.resolve("empty.txt"), "\n");
        Command erase = Command.run(
                "erase",
                "--ids",
                empty.toString(),
                "--conf",
                root.resolve("with/my.conf").toString());

        assertThat(erase.exit()).isEqualTo(4);
        assertThat(erase.err()).contains(empty + " has no id: it must have the id of a user on each line");
    }

    private static TableStore store(String name) {
        return new TableStore(spark(), root.resolve(name).resolve("out").toString());
    }
}
