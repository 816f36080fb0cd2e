package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatePriorTest extends SparkTest {
    @Test
    void thePriorIsThatOfTheMoments() {
        // Rates 0.1, 0.3 and 0.8 of 10, 20 and 10: m = 15.5/41, Σ k²/n = 0.1 + 1.8 + 6.4, K²/N = 225/40, Σ n²/N =
        // 600/40.
        Row prior = prior(Frames.of(spark(), "k double, n double", "1 | 10", "6 | 20", "8 | 10"), 1);
        double m = 15.5 / 41;
        double between = (8.3 - 225.0 / 40 - 2 * m * (1 - m)) / (40 - 15);
        assertThat(prior.<Double>getAs("mean")).isEqualTo(m);
        assertThat(prior.<Double>getAs("strength")).isCloseTo(m * (1 - m) / between, within(1e-12));
    }

    @Test
    void ratesThatChanceExplainsDifferByAsMuchAsChanceWouldMakeOfIt() {
        // The standard deviation is √(2 · 2) m (1 − m), and Σ n²/N = 600/40.
        Row prior = prior(Frames.of(spark(), "k double, n double", "5 | 10", "10 | 20", "5 | 10"), 1);
        assertThat(prior.<Double>getAs("strength")).isCloseTo((40 - 15) / 2.0, within(1e-12));
        Row none = prior(Frames.of(spark(), "k double, n double", "0 | 10", "0 | 20"), 1);
        assertThat(none.<Double>getAs("mean")).isEqualTo(0.5 / 31);
        assertThat(none.<Double>getAs("strength")).isCloseTo((30 - 500.0 / 30) / Math.sqrt(2), within(1e-12));
        // Of one alone nothing is known but itself.
        Row one = prior(Frames.of(spark(), "k double, n double", "3 | 10"), 1);
        assertThat(one.<Double>getAs("strength")).isEqualTo(10);
    }

    /** Eighty rates of 0.4% in 430 each: an interval that holds one of them alone is wider than that of their mean. */
    @Test
    void fewRareEventsDoNotMakeARateCertain() {
        String[] rates = IntStream.range(0, 80).mapToObj(i -> i % 3 + " | 430").toArray(String[]::new);
        double strength =
                prior(Frames.of(spark(), "k double, n double", rates), 1).getAs("strength");
        assertThat(strength).isBetween(2000.0, 3500.0);
    }

    /** Of many rates that differ as a beta distribution says, the 90% intervals hold 87% to 93%. */
    @ParameterizedTest
    @CsvSource({"0.3, 20, 30, 300", "0.03, 50, 100, 3000", "0.5, 5, 30, 60", "0.004, 100, 500, 20000"})
    void ninetyPercentIntervalsHoldTheTruth(double mean, double strength, int least, int most) {
        Random random = new Random(5);
        Well19937c generator = new Well19937c(7);
        BetaDistribution truth = new BetaDistribution(generator, mean * strength, (1 - mean) * strength);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            double rate = truth.sample();
            int n = least + random.nextInt(most - least);
            int k = new BinomialDistribution(generator, n, rate).sample();
            lines.add("%s | %d | %d".formatted(rate, k, n));
        }
        Dataset<Row> rates = Frames.of(spark(), "truth double, k double, n double", lines.toArray(String[]::new));
        Column observations = col("n").plus(col("strength"));
        Column estimate = RatePrior.estimate(col("k"), col("n"), col("mean"), col("strength"));
        double held = rates.crossJoin(broadcast(priors(rates, 1)))
                .select(col("truth")
                        .between(
                                RatePrior.bound(estimate, observations, -NormalQuantile.Z90),
                                RatePrior.bound(estimate, observations, NormalQuantile.Z90))
                        .cast("double")
                        .as("held"))
                .agg(avg("held"))
                .head()
                .getDouble(0);
        assertThat(held).isBetween(0.87, 0.93);
    }

    @Test
    void boundsAreNearTheQuantilesOfTheBetaDistribution() {
        for (double[] beta : new double[][] {{0.5, 30}, {1, 9}, {3, 40}, {50, 50}, {90, 4}, {200, 7000}}) {
            double n = beta[0] + beta[1];
            BetaDistribution exact = new BetaDistribution(beta[0], beta[1]);
            Row bounds = Frames.of(spark(), "estimate double, n double", beta[0] / n + " | " + n)
                    .select(
                            RatePrior.bound(col("estimate"), col("n"), -NormalQuantile.Z90),
                            RatePrior.bound(col("estimate"), col("n"), NormalQuantile.Z90))
                    .head();
            double low = exact.inverseCumulativeProbability(0.05);
            double high = exact.inverseCumulativeProbability(0.95);
            assertThat(bounds.getDouble(0)).isCloseTo(low, within(0.03 * (high - low)));
            assertThat(bounds.getDouble(1)).isCloseTo(high, within(0.03 * (high - low)));
        }
    }

    private static Row prior(Dataset<Row> rates, double dispersion) {
        return priors(rates, dispersion).head();
    }

    private static Dataset<Row> priors(Dataset<Row> rates, double dispersion) {
        RatePrior prior = new RatePrior(
                col("g"), col("observed"), col("squares"), col("parts"), col("part_squares"), lit(dispersion));
        return rates.agg(
                        count(lit(1)).cast("double").as("g"),
                        sum("n").as("observed"),
                        sum(pow(col("n"), 2)).as("squares"),
                        sum("k").as("parts"),
                        sum(pow(col("k"), 2).divide(col("n"))).as("part_squares"))
                .select(prior.mean().as("mean"), prior.strength().as("strength"));
    }
}
