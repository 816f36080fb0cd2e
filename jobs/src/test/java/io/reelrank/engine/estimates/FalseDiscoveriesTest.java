package io.reelrank.engine.estimates;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.Arrays;
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
            double threshold = FalseDiscoveries.threshold(tests(ps), "p", RATE);
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
        assertThat(FalseDiscoveries.threshold(tests(), "p", RATE)).isZero();
        assertThat(FalseDiscoveries.threshold(tests(0.2, 0.9, 1), "p", RATE)).isZero();
        assertThat(FalseDiscoveries.threshold(tests(0, 0.9, 1), "p", RATE)).isPositive();
    }

    private static Dataset<Row> tests(double... ps) {
        return Frames.of(
                spark(),
                "p double",
                Arrays.stream(ps).mapToObj(Double::toString).toArray(String[]::new));
    }
}
