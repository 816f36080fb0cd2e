package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.TestPositives;
import io.reelrank.core.tables.TrainingSplit;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.core.tables.VideoQuality;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights in order, out of order and rebuilt leave the same tables. */
@Tag("slow")
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
