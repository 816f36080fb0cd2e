package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.junit.jupiter.api.Test;

class MeanPriorTest extends SparkTest {
    private static final String GROUPS = "n bigint, s double, q double";

    @Test
    void thePriorIsThatOfTheMoments() {
        // 1 and 3; -1 and -1: Σ s²/n = 8 + 2, Σ q = 12, so σ² = 2/2 and τ² = (10 − 2)/4.
        assertThat(prior("2 | 4 | 10", "2 | -2 | 2")).isEqualTo("1.0 | 2.0");
        // 1 and −1 twice: no group differs from the others.
        assertThat(prior("2 | 0 | 2", "2 | 0 | 2")).isEqualTo("2.0 | 0.0");
    }

    @Test
    void whatOneNumberAGroupCannotTellIsTakenForChance() {
        assertThat(prior("1 | 1 | 1", "1 | -2 | 4")).isEqualTo("2.5 | 0.0");
        assertThat(prior("1 | 0 | 0")).isEqualTo("1.0E-6 | 0.0");
    }

    @Test
    void aMeanIsShrunkTheMoreTheLessIsKnown() {
        // τ² s / (n τ² + σ²) and τ² σ² / (n τ² + σ²) with σ² = 1 and τ² = 2.
        MeanPrior prior = new MeanPrior(lit(1.0), lit(2.0));
        Dataset<Row> groups = Frames.of(spark(), GROUPS, "0 | 0 | 0", "2 | 4 | 10", "12 | 24 | 60");
        assertThat(Frames.lines(groups.select(
                        col("n"),
                        prior.estimate(col("n"), col("s")).as("estimate"),
                        prior.variance(col("n")).as("variance"))))
                .containsExactly("0 | 0.0 | 2.0", "12 | 1.92 | 0.08", "2 | 1.6 | 0.4");
    }

    private static String prior(String... lines) {
        Dataset<Row> groups = Frames.of(spark(), GROUPS, lines);
        MeanPrior aggregate = MeanPrior.of(col("n"), col("s"), col("q"));
        MeanPrior window = MeanPrior.over(col("n"), col("s"), col("q"), Window.partitionBy(lit(1)));
        List<String> prior = Frames.lines(
                groups.agg(aggregate.within().as("w"), aggregate.between().as("b")));
        assertThat(Frames.lines(
                        groups.select(window.within().as("w"), window.between().as("b"))
                                .distinct()))
                .isEqualTo(prior);
        return prior.get(0);
    }
}
