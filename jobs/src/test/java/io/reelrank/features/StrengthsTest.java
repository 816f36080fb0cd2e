package io.reelrank.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class StrengthsTest extends SparkTest {
    private static final Instant END = Instant.parse("2022-05-07T00:00:00Z");
    private static final String ROWS = "dt date, user_idx int, video_idx int, event_time timestamp, kind string";
    private static final String HISTORY = "user_idx int, video_idx int, kind string, until timestamp";
    private static final double FLOAT = 1e-6;

    private final Strengths strengths = strengths(10);

    private static Strengths strengths(double halfLifeDays) {
        return new Strengths(SomeSettings.halvingIn(halfLifeDays), new Signals(SomeSettings.halvingIn(halfLifeDays)));
    }

    @Test
    void aStrengthIsTheSumOfDecayedWeights() {
        Dataset<Row> rows = rows(
                "2022-05-06 | 1 | 7 | 2022-05-06 12:00:00 | long_view",
                "2022-05-04 | 1 | 7 | 2022-05-04 18:00:00 | like",
                "2022-05-04 | 1 | 7 | 2022-05-04 18:00:00 | play");

        List<Row> pairs = strengths.interactions(rows, none(), END).collectAsList();

        // 1 · 2^(−0.5/10) + 2 · 2^(−2.25/10)
        double expected = Math.pow(2, -0.05) + 2 * Math.pow(2, -0.225);
        assertThat(pairs).hasSize(1);
        assertThat((double) pairs.get(0).<Float>getAs("strength")).isCloseTo(expected, within(FLOAT));
        assertThat(pairs.get(0).getAs("last_seen").toString()).isEqualTo("2022-05-06 12:00:00.0");
    }

    @Test
    void anEventOfHalfALifeCountsHalf() {
        Dataset<Row> rows = rows("2022-04-27 | 1 | 7 | 2022-04-27 00:00:00 | like");
        assertThat(lines(rows, none())).containsExactly("1 | 7 | 1.0 | 2022-04-27 00:00:00");
    }

    @Test
    void aHistorysEntryCountsItsWeightWithoutDecay() {
        Dataset<Row> history = Frames.of(
                spark(),
                HISTORY,
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | play | 2022-01-01 00:00:00",
                "1 | 8 | long_view | 2022-01-01 00:00:00",
                "1 | 9 | long_view | 2022-05-07 00:00:00");

        assertThat(lines(rows(), history))
                .containsExactly("1 | 7 | 1.0 | 2022-01-01 00:00:00", "1 | 8 | 0.5 | 2022-01-01 00:00:00");
    }

    @Test
    void logsAndHistoryOfAPairAddUp() {
        Dataset<Row> rows = rows("2022-04-27 | 1 | 7 | 2022-04-27 00:00:00 | like");
        Dataset<Row> history = Frames.of(spark(), HISTORY, "1 | 7 | long_view | 2022-01-01 00:00:00");

        assertThat(lines(rows, history)).containsExactly("1 | 7 | 1.5 | 2022-04-27 00:00:00");
    }

    @Test
    void aStrengthIsClippedOnBothSides() {
        Dataset<Row> history = Frames.of(
                spark(),
                HISTORY,
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 7 | like | 2022-01-01 00:00:00",
                "1 | 8 | hide | 2022-01-01 00:00:00",
                "1 | 8 | hide | 2022-01-01 00:00:00",
                "1 | 8 | hide | 2022-01-01 00:00:00");

        assertThat(lines(rows(), history))
                .containsExactly("1 | 7 | 5.0 | 2022-01-01 00:00:00", "1 | 8 | -5.0 | 2022-01-01 00:00:00");
    }

    @Test
    void anEventCountsByItsAmount() {
        Dataset<Row> rows =
                rows("2022-04-27 | 1 | 7 | 2022-04-27 00:00:00 | like").withColumn("amount", functions.lit(0.25));
        assertThat(lines(rows, none())).containsExactly("1 | 7 | 0.25 | 2022-04-27 00:00:00");
    }

    @Test
    void aDislikeTakesOffWhatAWishAdds() {
        Dataset<Row> rows = rows(
                "2022-04-27 | 1 | 7 | 2022-04-27 00:00:00 | like", "2022-04-27 | 1 | 7 | 2022-04-27 00:00:00 | hide");
        assertThat(lines(rows, none())).containsExactly("1 | 7 | -1.0 | 2022-04-27 00:00:00");
    }

    @Test
    void aPairThatMetWithoutASignalHasStrengthZero() {
        Dataset<Row> rows = rows("2022-05-06 | 1 | 7 | 2022-05-06 12:00:00 | impression");
        assertThat(lines(rows, none())).containsExactly("1 | 7 | 0.0 | 2022-05-06 12:00:00");
    }

    @Test
    void aUserMakesAVideoPopularOnceADay() {
        Dataset<Row> rows = rows(
                "2022-05-06 | 1 | 7 | 2022-05-06 00:00:00 | long_view",
                "2022-05-06 | 1 | 7 | 2022-05-06 12:00:00 | like",
                "2022-05-05 | 1 | 7 | 2022-05-05 00:00:00 | like",
                "2022-05-05 | 2 | 7 | 2022-05-05 00:00:00 | like",
                "2022-05-05 | 2 | 8 | 2022-05-05 00:00:00 | play",
                "2022-05-05 | 2 | 9 | 2022-05-03 00:00:00 | like");

        List<Row> popular = strengths.popularity(rows, END).orderBy("video_idx").collectAsList();

        assertThat(popular).extracting(row -> row.getInt(0)).containsExactly(7, 9);
        assertThat(popular).extracting(row -> row.getDouble(1)).containsExactly(3.0, 1.0);
        // Of a day the last event counts: half a day old, and two of two days, the half-life.
        assertThat(popular.get(0).getDouble(2)).isCloseTo(Math.pow(2, -0.25) + 0.5 + 0.5, within(1e-8));
        assertThat(popular.get(1).getDouble(2)).isCloseTo(0.25, within(1e-8));
    }

    @Test
    void unseenPositivesAreWantedPairsThatNeverMetBefore() {
        Dataset<Row> rows = rows(
                "2022-05-06 | 1 | 7 | 2022-05-06 00:00:00 | like",
                "2022-05-06 | 1 | 7 | 2022-05-06 00:00:01 | long_view",
                "2022-05-06 | 1 | 8 | 2022-05-06 00:00:00 | like",
                "2022-05-06 | 2 | 8 | 2022-05-06 00:00:00 | long_view",
                "2022-05-06 | 2 | 9 | 2022-05-06 00:00:00 | play");
        Dataset<Row> known = Frames.of(
                spark(),
                "user_idx int, video_idx int, strength float, last_seen timestamp, dt date",
                "1 | 8 | 0 | 2022-05-01 00:00:00 | 2022-05-06");

        assertThat(Frames.lines(strengths.unseenPositives(rows, known))).containsExactly("1 | 7 | 3.0", "2 | 8 | 1.0");
    }

    @Test
    void nothingDependsOnPartitions() {
        String[] lines = new String[500];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "2022-05-%02d | %d | %d | 2022-05-%02d 03:%02d:%02d | %s"
                    .formatted(1 + i % 6, i % 3, i % 4, 1 + i % 6, i % 60, i % 53, i % 2 == 0 ? "long_view" : "like");
        }
        Dataset<Row> rows = rows(lines);
        Strengths fast = strengths(0.5);

        assertThat(Frames.lines(fast.interactions(rows.repartition(7), none(), END)))
                .isEqualTo(Frames.lines(fast.interactions(rows.coalesce(1), none(), END)));
        assertThat(Frames.lines(fast.popularity(rows.repartition(7), END)))
                .isEqualTo(Frames.lines(fast.popularity(rows.coalesce(1), END)));
    }

    private static Dataset<Row> rows(String... lines) {
        return Frames.of(spark(), ROWS, lines).withColumn("amount", functions.lit(1.0));
    }

    private List<String> lines(Dataset<Row> rows, Dataset<Row> history) {
        return Frames.lines(strengths.interactions(rows, history, END));
    }

    private static Dataset<Row> none() {
        return Frames.of(spark(), HISTORY);
    }
}
