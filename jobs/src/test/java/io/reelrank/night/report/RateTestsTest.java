package io.reelrank.night.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RateTestsTest extends SparkTest {
    private static final String COMPARISONS =
            "creator_id string, window_days int, figure string, evidence bigint, value double, estimate double,"
                    + " low double, high double, peers bigint, prior_mean double, dispersion double, part bigint";

    @Test
    void aRateIsTestedAgainstTheMarginOfThePeers() {
        // Complaints: 60 of 1000 where peers have 2%: with φ = 2, at least 30 of 500 where 3% are expected.
        Dataset<Row> comparisons = Frames.of(
                spark(),
                COMPARISONS,
                "ann | 28 | negative_rate | 1000 | 0.06 | 0.05 | 0.04 | 0.06 | 30 | 0.02 | 2 | 60",
                "ann | 7 | negative_rate | 1000 | 0.06 | 0.05 | 0.04 | 0.06 | 30 | 0.02 | 2 | 60",
                "ann | 28 | like_rate | 1000 | 0.06 | 0.05 | 0.04 | 0.06 | 30 | 0.02 | 2 | 60",
                "bob | 28 | completion_rate | 1000 | 0.5 | 0.5 | 0.4 | 0.6 | 30 | 0.5 | 2 | 500",
                "cyd | 28 | completion_rate | 1000 | 0.5 | 0.5 | 0.4 | 0.6 | 0 | 0.9 | 2 | 500");
        assertThat(Frames.lines(new RateTests(28)
                        .of(comparisons)
                        .selectExpr("creator_id", "rule", "evidence", "usual", "round(effect, 6)", "round(p, 5)")))
                .containsExactly(
                        "ann | complaints | 1000 | 0.02 | 0.03 | 3.3E-4", "bob | unfinished | 1000 | 0.5 | 0.0 | 1.0");
    }

    @Test
    void startsAreComparedWithThePeersMean() {
        Dataset<Row> comparisons = Frames.of(
                spark(),
                COMPARISONS,
                "ann | 28 | start_rate | 100 | 0.99 | 0.99 | 0.9 | 0.9 | 30 | 0.9 | 1 | 99",
                "ann | 7 | start_rate | 100 | 0.99 | 0.99 | 0.9 | 0.9 | 30 | 0.9 | 1 | 99",
                "bob | 28 | start_rate | 100 | 0.90 | 0.90 | 0.9 | 0.9 | 30 | 0.9 | 1 | 90");
        // Of 100, at least 99 where 0.9 start: 0.9¹⁰⁰ + 100 · 0.9⁹⁹ · 0.1.
        assertThat(Frames.lines(new RateTests(28).started(comparisons).selectExpr("creator_id", "round(p_started, 6)")))
                .containsExactly("ann | 3.22E-4", "bob | 0.583156");
    }
}
