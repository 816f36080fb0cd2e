package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FalseDiscoveriesTest extends SparkTest {
    private static final double RATE = 0.1;

    @Test
    void discoveriesAreThoseOfBenjaminiAndHochberg() {
        Random random = new Random(3);
        for (int round = 0; round < 5; round++) {
            int effects = 40 * round;
            double[] ps = DoubleStream.concat(
                            random.doubles(1000 - effects),
                            random.doubles(effects).map(p -> Math.pow(p, 6) / 100))
                    .sorted()
                    .toArray();
            double exact = 0;
            for (int i = 0; i < ps.length; i++) {
                exact = ps[i] <= RATE * (i + 1) / ps.length ? ps[i] : exact;
            }
            double threshold = threshold(ps);
            long found = Arrays.stream(ps).filter(p -> p <= threshold).count();
            double bound = exact;
            long all = Arrays.stream(ps).filter(p -> p <= bound).count();
            // Never more than exact, and hardly fewer.
            assertThat(found).isLessThanOrEqualTo(all).isGreaterThanOrEqualTo((long) Math.floor(all * 0.9));
            assertThat(threshold * 1000).isLessThanOrEqualTo(RATE * found);
        }
    }

    @Test
    void withoutTestsThereIsNoDiscovery() {
        assertThat(FalseDiscoveries.thresholds(tests(), "rule", "p", RATE)).isEmpty();
        assertThat(threshold(0.2, 0.9, 1)).isZero();
        assertThat(threshold(0, 0.9, 1)).isPositive();
    }

    /** Ten sure discoveries of one rule let nothing hold by another that would not hold alone. */
    @Test
    void oneRuleDoesNotPayForAnother() {
        double[] sure = new double[10];
        Dataset<Row> both = tests(0.04, 0.5, 0.9).unionByName(tests(sure).withColumn("rule", lit("sure")));
        Map<String, Double> thresholds = FalseDiscoveries.thresholds(both, "rule", "p", RATE);
        assertThat(thresholds).containsOnlyKeys("any", "sure").containsEntry("any", 0.0);
        assertThat(thresholds.get("sure")).isPositive();
    }

    private static double threshold(double... ps) {
        return FalseDiscoveries.thresholds(tests(ps), "rule", "p", RATE).get("any");
    }

    private static Dataset<Row> tests(double... ps) {
        return Frames.of(
                spark(),
                "p double, rule string",
                Arrays.stream(ps).mapToObj(p -> p + " | any").toArray(String[]::new));
    }
}
