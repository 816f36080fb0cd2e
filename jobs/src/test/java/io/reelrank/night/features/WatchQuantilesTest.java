package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.core.settings.StrengthSettings;
import io.reelrank.core.stage.RowCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchQuantilesTest extends SparkTest {
    private static final String ROWS = "dt date, id int, kind string, watch_ms bigint, duration_ms bigint";

    private final RowCache cache = new RowCache();

    @AfterEach
    void release() {
        cache.close();
    }

    private List<String> quantiles(int groups, int minPlays, Dataset<Row> rows) {
        return Frames.lines(new WatchQuantiles(new StrengthSettings.Watch(groups, minPlays, 5, 0.5, 0.2))
                .of(rows, cache)
                .select("id", "quantile"));
    }

    @Test
    void aPlaysQuantileIsItsMidRank() {
        // One length; shares 0.1, 0.5, 1, 1 and 2: ranks (0 + ½)/5, (1 + ½)/5, (2 + 1)/5 twice, (4 + ½)/5.
        Dataset<Row> rows = Frames.of(
                spark(),
                ROWS,
                "2022-05-06 | 1 | play | 1000 | 10000",
                "2022-05-06 | 2 | play | 5000 | 10000",
                "2022-05-06 | 3 | play | 10000 | 10000",
                "2022-05-06 | 4 | play | 10000 | 10000",
                "2022-05-06 | 5 | play | 20000 | 10000");
        assertThat(quantiles(20, 100, rows)).containsExactly("1 | 0.1", "2 | 0.3", "3 | 0.6", "4 | 0.6", "5 | 0.9");
    }

    @Test
    void playsAreComparedWithThoseOfTheirLengthAndDay() {
        Dataset<Row> rows = Frames.of(
                spark(),
                ROWS,
                "2022-05-06 | 1 | play | 9000 | 9000",
                "2022-05-06 | 2 | play | 4500 | 9000",
                "2022-05-06 | 3 | play | 9000 | 90000",
                "2022-05-06 | 4 | play | 4500 | 90000",
                // On the day before, all plays went to the end.
                "2022-05-05 | 5 | play | 9000 | 9000",
                "2022-05-05 | 6 | play | 9000 | 9000");
        assertThat(quantiles(2, 2, rows))
                .containsExactly("1 | 0.75", "2 | 0.25", "3 | 0.75", "4 | 0.25", "5 | 0.5", "6 | 0.5");
    }

    @Test
    void groupsOfTooFewPlaysAreMerged() {
        // With a minimum of 1 play every play has a group of its own; with a minimum of 3 there is one group.
        Dataset<Row> rows = Frames.of(
                spark(),
                ROWS,
                "2022-05-06 | 1 | play | 1000 | 10000",
                "2022-05-06 | 2 | play | 4000 | 20000",
                "2022-05-06 | 3 | play | 16000 | 40000",
                "2022-05-06 | 4 | play | 64000 | 80000");
        assertThat(quantiles(4, 1, rows)).containsExactly("1 | 0.5", "2 | 0.5", "3 | 0.5", "4 | 0.5");
        assertThat(quantiles(4, 3, rows)).containsExactly("1 | 0.125", "2 | 0.375", "3 | 0.625", "4 | 0.875");
    }

    @Test
    void loopsCountUpToTheLimit() {
        Dataset<Row> rows = Frames.of(
                spark(),
                ROWS,
                "2022-05-06 | 1 | play | 1000 | 1000",
                "2022-05-06 | 2 | play | 5000 | 1000",
                "2022-05-06 | 3 | play | 900000 | 1000");
        assertThat(quantiles(1, 1, rows)).containsExactly("1 | " + 0.5 / 3, "2 | " + 2.0 / 3, "3 | " + 2.0 / 3);
    }

    @Test
    void onlyMeasuredPlaysHaveAQuantile() {
        Dataset<Row> rows = Frames.of(
                spark(),
                ROWS,
                "2022-05-06 | 1 | play | 1000 | 1000",
                "2022-05-06 | 2 | play | 1000 | null",
                "2022-05-06 | 3 | play | 1000 | 0",
                "2022-05-06 | 4 | play | null | 1000",
                "2022-05-06 | 5 | play | 0 | 1000",
                "2022-05-06 | 6 | like | 1000 | 1000");
        assertThat(quantiles(20, 1, rows))
                .containsExactly("1 | 0.5", "2 | null", "3 | null", "4 | null", "5 | null", "6 | null");
    }

    @Test
    void theQuantilesEqualThoseOfAllPairwiseComparisons() {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        long[] watched = new long[300];
        for (int id = 0; id < watched.length; id++) {
            // Shares are powers of 2^(1/4), so different shares fall into different bins.
            watched[id] = (long) (60_000 * Math.pow(2, -random.nextInt(20) / 4.0));
            lines.add(String.format(Locale.ROOT, "2022-05-06 | %d | play | %d | 60000", id, watched[id]));
        }
        List<Row> found = new WatchQuantiles(new StrengthSettings.Watch(20, 1, 5, 0.5, 0.2))
                .of(Frames.of(spark(), ROWS, lines.toArray(String[]::new)).repartition(5), cache)
                .collectAsList();
        assertThat(found).hasSize(watched.length);
        for (Row row : found) {
            long own = watched[row.<Integer>getAs("id")];
            double less = 0;
            double same = 0;
            for (long other : watched) {
                less += other < own ? 1 : 0;
                same += other == own ? 1 : 0;
            }
            assertThat(row.<Double>getAs("quantile")).isCloseTo((less + same / 2) / watched.length, within(1e-12));
        }
    }

    @Test
    void theQuantilesOfADayDependOnNoOtherDay() {
        Dataset<Row> day =
                Frames.of(spark(), ROWS, "2022-05-05 | 1 | play | 500 | 1000", "2022-05-05 | 2 | play | 1000 | 1000");
        Dataset<Row> later =
                Frames.of(spark(), ROWS, "2022-05-06 | 3 | play | 10 | 1000", "2022-05-06 | 4 | play | 20 | 1000");
        assertThat(quantiles(20, 100, day.union(later))).startsWith("1 | 0.25", "2 | 0.75");
        assertThat(quantiles(20, 100, day)).containsExactly("1 | 0.25", "2 | 0.75");
    }
}
