package io.reelrank.night.report;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AdviceTestsTest extends SparkTest {
    private static final AdviceTests TESTS = new AdviceTests(28, 10);

    @Test
    void aRateIsTestedAgainstTheMarginOfThePeers() {
        // Complaints: 60 of 1000 where peers have 2%: with φ = 2, at least 30 of 500 where 3% are expected.
        Dataset<Row> comparisons = Frames.of(
                spark(),
                "creator_id string, window_days int, figure string, evidence bigint, value double, estimate double,"
                        + " low double, high double, peers bigint, prior_mean double, dispersion double, part bigint",
                "ann | 28 | negative_rate | 1000 | 0.06 | 0.05 | 0.04 | 0.06 | 30 | 0.02 | 2 | 60",
                "ann | 7 | negative_rate | 1000 | 0.06 | 0.05 | 0.04 | 0.06 | 30 | 0.02 | 2 | 60",
                "ann | 28 | like_rate | 1000 | 0.06 | 0.05 | 0.04 | 0.06 | 30 | 0.02 | 2 | 60",
                "bob | 28 | completion_rate | 1000 | 0.5 | 0.5 | 0.4 | 0.6 | 30 | 0.5 | 2 | 500",
                "cyd | 28 | completion_rate | 1000 | 0.5 | 0.5 | 0.4 | 0.6 | 0 | 0.9 | 2 | 500");
        Dataset<Row> tests = TESTS.of(comparisons, facts(), quality());
        assertThat(Frames.lines(
                        tests.selectExpr("creator_id", "rule", "evidence", "usual", "round(effect, 6)", "round(p, 5)")))
                .containsExactly(
                        "ann | complaints | 1000 | 0.02 | 0.03 | 3.3E-4", "bob | unfinished | 1000 | 0.5 | 0.0 | 1.0");
    }

    @Test
    void videosWithATagAreComparedWithTheCreatorsOthers() {
        Dataset<Row> facts = facts(
                "1 | ann | [\"sea\"] | under_15s",
                "2 | ann | [\"sea\"] | under_15s",
                "3 | ann | [\"sea\", \"sea\"] | under_15s",
                "4 | ann | [] | under_15s",
                "5 | ann | [] | under_15s",
                "6 | ann | [\"sky\"] | over_3m",
                "7 | ann | [\"sea\"] | under_15s");
        Dataset<Row> quality = quality(
                "1 | 0.3 | 50",
                "2 | 0.4 | 50",
                "3 | 0.5 | 50",
                "4 | 0.0 | 50",
                "5 | 0.1 | 50",
                "6 | 0.2 | 50",
                "7 | 9 | 9");
        Dataset<Row> tests = TESTS.of(rates(), facts, quality);
        // Only sea is on three videos and missing on three. t = 0.3 / √(0.01 · 2/3) with 4 degrees of freedom.
        Row sea = tests.collectAsList().get(0);
        assertThat(tests.count()).isEqualTo(1);
        assertThat(sea.<String>getAs("rule")).isEqualTo("tag_lifts");
        assertThat(sea.<String>getAs("subject")).isEqualTo("sea");
        assertThat(sea.<Long>getAs("evidence")).isEqualTo(3);
        assertThat(sea.<Double>getAs("value")).isCloseTo(0.4, within(1e-9));
        assertThat(sea.<Double>getAs("usual")).isCloseTo(0.1, within(1e-9));
        // τ² = 0.09 − 0.01 · 2/3, and the effect is 0.3 τ² / (τ² + 0.01 · 2/3).
        assertThat(sea.<Double>getAs("effect")).isCloseTo(0.3 * (0.09 - 0.02 / 3) / 0.09, within(1e-8));
        assertThat(sea.<Double>getAs("p")).isCloseTo(0.0213, within(1e-4));
    }

    private static Dataset<Row> rates() {
        return Frames.of(
                spark(),
                "creator_id string, window_days int, figure string, evidence bigint, value double, estimate double,"
                        + " low double, high double, peers bigint, prior_mean double, dispersion double, part bigint");
    }

    private static Dataset<Row> facts(String... lines) {
        return Frames.of(spark(), "video_idx int, creator_id string, tags array<string>, duration_bucket string", lines)
                .filter(col("creator_id").isNotNull());
    }

    private static Dataset<Row> quality(String... lines) {
        return Frames.of(spark(), "video_idx int, pull double, plays bigint", lines);
    }
}
