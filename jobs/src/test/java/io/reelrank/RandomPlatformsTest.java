package io.reelrank;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.Videos;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole nights over drawn small platforms: each ends with 0, 3 or 4 and one line that says why, every row is accounted
 * for, and lists obey their rules. {@code -Dreelrank.inputs.seeds=100} draws a hundred.
 */
@Tag("slow")
class RandomPlatformsTest extends SparkTest {
    @TempDir
    private Path root;

    @BeforeAll
    static void openSpark() {
        spark();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(
                Long.getLong("reelrank.inputs.from", 1), Long.getLong("reelrank.inputs.seeds", 5));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aNightOverARandomPlatformEndsAsItShould(long seed) throws IOException {
        RandomPlatform platform = new RandomPlatform(seed, root);
        Path conf = platform.write();

        Command night = Command.run("nightly", "--date", RandomPlatform.LAST.toString(), "--conf", conf.toString());

        System.err.printf(
                "seed %d: exit %d %s%n",
                seed,
                night.exit(),
                night.err()
                        .lines()
                        .filter(line -> line.startsWith("reelrank: "))
                        .toList());
        assertThat(night.exit()).as("exit code; %s", night.err()).isIn(0, 3, 4);
        if (night.exit() != 0) {
            assertThat(night.err().lines().filter(line -> line.startsWith("reelrank: ")))
                    .hasSize(1);
            assertThat(night.err()).doesNotContain("Exception").doesNotContain("\tat ");
        }
        if (night.exit() != 4) {
            TableStore store = new TableStore(spark(), root.resolve("out").toString());
            everyRowIsAccountedFor(platform, store);
            listsObeyTheirRules(store);
        }
    }

    private static List<LocalDate> days(TableStore store, Table table) {
        return List.copyOf(store.manifests(table).keySet());
    }

    private static void everyRowIsAccountedFor(RandomPlatform platform, TableStore store) {
        Map<String, Long> counted = new TreeMap<>();
        store.read(CollectedRows.TABLE, days(store, CollectedRows.TABLE))
                .filter(col(CollectedRows.SOURCE).startsWith("events."))
                .groupBy(CollectedRows.FILE)
                .agg(sum(CollectedRows.ROWS))
                .collectAsList()
                .forEach(row -> counted.put(row.getString(0).replaceFirst("^file:/*", "/"), row.getLong(1)));
        assertThat(counted).isEqualTo(new TreeMap<>(platform.rowsByFile()));
        long rejected = store
                .read(CollectedRows.TABLE, days(store, CollectedRows.TABLE))
                .filter(col(CollectedRows.OUTCOME).equalTo("rejected"))
                .select(CollectedRows.ROWS)
                .collectAsList()
                .stream()
                .mapToLong(row -> row.getLong(0))
                .sum();
        assertThat(store.read(RejectedEvents.TABLE, days(store, RejectedEvents.TABLE))
                        .count())
                .isEqualTo(rejected);
    }

    private static void listsObeyTheirRules(TableStore store) {
        Map<String, Set<String>> seen = new HashMap<>();
        store.read(Events.TABLE, days(store, Events.TABLE))
                .select(Events.USER_ID, Events.VIDEO_ID)
                .collectAsList()
                .forEach(row -> seen.computeIfAbsent(row.getString(0), user -> new HashSet<>())
                        .add(row.getString(1)));
        Set<String> visible = new HashSet<>();
        store.read(Videos.TABLE, List.of(RandomPlatform.LAST))
                .filter(col(Videos.STATUS).equalTo("visible"))
                .select(Videos.VIDEO_ID)
                .collectAsList()
                .forEach(row -> visible.add(row.getString(0)));
        for (Row row :
                store.read(Recommendations.TABLE, List.of(RandomPlatform.LAST)).collectAsList()) {
            List<String> list = row.getList(row.fieldIndex(Recommendations.VIDEO_IDS));
            String user = row.getAs(Recommendations.USER_ID);
            assertThat(list).as("list of %s", user).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(10);
            assertThat(visible).containsAll(list);
            assertThat(list).doesNotContainAnyElementsOf(seen.getOrDefault(user, Set.of()));
        }
    }
}
