package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.files.Storage;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CreatorReport;
import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.Publications;
import io.reelrank.core.tables.TestPositives;
import io.reelrank.core.tables.TrainingSplit;
import io.reelrank.core.tables.TrainingSweeps;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.core.tables.VideoQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nights in order, out of order and rebuilt leave the same tables. */
@Tag("calendar")
class HistoryTest extends SparkTest {
    private static final List<Table> TABLES = List.of(
            UserIndex.TABLE,
            VideoIndex.TABLE,
            Interactions.TABLE,
            TrainingSplit.TABLE,
            TestPositives.TABLE,
            VideoPopularity.TABLE,
            VideoFeatures.TABLE,
            CreatorTies.TABLE,
            UserProfiles.TABLE,
            VideoQuality.TABLE);

    private static final List<Integer> WEEK = List.of(1, 2, 3, 4, 5, 6, 7);
    private static final List<Table> OF_A_RUN = List.of(TrainingSweeps.TABLE, Publications.TABLE);

    private static int nights;

    @TempDir
    private static Path root;

    @BeforeAll
    static void runNightsInOrder() {
        spark();
        night("in-order", 5);
        night("in-order", 6);
    }

    @Test
    void nightsOutOfOrderLeaveTheTablesOfNightsInOrder() {
        night("backfilled", 6);
        night("backfilled", 5);
        assertThat(tables("backfilled", 5)).isEqualTo(tables("in-order", 5));
        assertThat(tables("backfilled", 6)).isEqualTo(tables("in-order", 6));
        // The later night was run first. Now its numbers of users and videos follow those of the earlier night.
        night("backfilled", 6);
        assertThat(tables("backfilled", 6)).isEqualTo(tables("in-order", 6));
    }

    @Test
    void aNightMakesThePairsOfDaysThatMayHaveChangedAndARebuildMakesTheSamePairsOfAllDays() {
        Map<String, String> before = tables("in-order", 6);
        assertThat(runs("in-order").values().stream().distinct()).hasSize(2);
        assertThat(runs("in-order").entrySet().stream()
                        .filter(run -> run.getValue().equals(runs("in-order").get(day(6))))
                        .map(Map.Entry::getKey))
                .containsExactly(day(4), day(5), day(6));
        night("in-order", 6, "--force");
        assertThat(runs("in-order").values().stream().distinct()).hasSize(1);
        assertThat(tables("in-order", 6)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void wholeNightsInAnyOrderAndThenInOrderLeaveTheTablesOfNightsInOrder(String name, List<Integer> order)
            throws IOException {
        Path conf = week();
        Path inOrder = root.resolve("week");
        if (!Files.exists(inOrder)) {
            WEEK.forEach(day -> wholeNight(conf, inOrder, day));
        }
        Path other = root.resolve("week-" + name);
        int newest = 0;
        for (int day : order) {
            wholeNight(conf, other, day);
            newest = Math.max(newest, day);
            assertThat(published(other)).isEqualTo(day(newest).toString());
        }
        for (int day : WEEK) {
            wholeNight(conf, other, day);
            assertThat(published(other)).isEqualTo(day(7).toString());
        }
        assertThat(differing(inOrder, other)).isEmpty();

        Command rollback = Command.run("rollback", day(5).toString(), "--set", "storage.root=" + other);
        assertThat(rollback.exit()).as(rollback.err()).isZero();
        assertThat(published(other)).isEqualTo(day(5).toString());
        wholeNight(conf, other, 4);
        assertThat(published(other)).isEqualTo(day(5).toString());
        // It knows nothing of what arrived late for its days, which night 5 has put into their pairs.
        assertThat(digest(other, CreatorReport.TABLE, 4)).isEqualTo(digest(inOrder, CreatorReport.TABLE, 4));
        wholeNight(conf, other, 7);
        assertThat(published(other)).isEqualTo(day(7).toString());
    }

    static Stream<Arguments> orders() {
        List<Integer> reverse = new ArrayList<>(WEEK);
        Collections.reverse(reverse);
        List<Integer> random = new ArrayList<>(WEEK);
        Collections.shuffle(random, new Random(1));
        return Stream.of(Arguments.of("reverse", reverse), Arguments.of("random", random));
    }

    /** The conf file of a tiny platform that delivered a week. */
    private static Path week() throws IOException {
        TinyPlatform platform = new TinyPlatform(root.resolve("tiny"), ZoneOffset.UTC);
        for (int day : WEEK) {
            platform.deliver(day(day));
        }
        return platform.open();
    }

    private static void wholeNight(Path conf, Path storage, int day) {
        Command night = Command.runAt(
                Instant.parse("2022-05-20T02:30:00Z").plusSeconds(60L * nights++),
                "nightly",
                "--conf",
                conf.toString(),
                "--date",
                day(day).toString(),
                "--set",
                "storage.root=" + storage);
        assertThat(night.exit()).as(night.err()).isZero();
    }

    private static String published(Path storage) {
        return new PublicationPointer(
                        new Storage(spark().sparkContext().hadoopConfiguration()),
                        new org.apache.hadoop.fs.Path(storage.toString()))
                .current()
                .orElseThrow()
                .date();
    }

    /** The tables that differ on any day of the week, each with the days; without those that name runs or times. */
    private static Map<String, List<Integer>> differing(Path left, Path right) {
        Map<String, List<Integer>> differing = new TreeMap<>();
        for (Stage stage : NightlyPipeline.of(TestSettings.with()).stages()) {
            for (Table table : stage.writes()) {
                for (int day : WEEK) {
                    // The gate counts a day's events with those that arrived late, once a later night has collected
                    // them.
                    boolean isComparable = !OF_A_RUN.contains(table) && (day == 7 || !table.equals(GateResults.TABLE));
                    if (isComparable && !digest(left, table, day).equals(digest(right, table, day))) {
                        differing
                                .computeIfAbsent(table.name(), name -> new ArrayList<>())
                                .add(day);
                    }
                }
            }
        }
        return differing;
    }

    private static String digest(Path storage, Table table, int day) {
        return new TableStore(spark(), storage.toString())
                .manifest(table, day(day))
                .map(Manifest::digest)
                .orElse("absent");
    }

    /** The run that made each day's pairs. */
    private static Map<LocalDate, String> runs(String name) {
        Map<LocalDate, String> runs = new TreeMap<>();
        store(name).manifests(DayPairs.TABLE).forEach((day, manifest) -> runs.put(day, manifest.run()));
        return runs;
    }

    private static void night(String name, int day, String... more) {
        Command night = Command.overSampleOf(
                day(day).toString(),
                "nightly",
                root.resolve(name),
                Stream.concat(Stream.of("--to", "features"), Stream.of(more)).toArray(String[]::new));
        assertThat(night.exit()).as(night.err()).isZero();
    }

    /** The digests of the tables' rows. */
    private static Map<String, String> tables(String name, int day) {
        TableStore store = store(name);
        return TABLES.stream().collect(Collectors.toMap(Table::name, table -> store.manifest(table, day(day))
                .orElseThrow()
                .digest()));
    }

    private static TableStore store(String name) {
        return new TableStore(spark(), root.resolve(name).toString());
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2022, 5, day);
    }
}
