package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    @Test
    void tailsAreThoseOfTheTables() {
        Row row = Frames.of(spark(), "a int", "1")
                .select(
                        FalseDiscoveries.upperTail(lit(1.959964)),
                        FalseDiscoveries.upperTail(lit(-1.0)),
                        FalseDiscoveries.studentTail(lit(2.776445), lit(4.0)))
                .head();
        assertThat(row.getDouble(0)).isCloseTo(0.025, within(1e-8));
        assertThat(row.getDouble(1)).isCloseTo(0.8413447, within(1e-7));
        assertThat(row.getDouble(2)).isCloseTo(0.025, within(1e-7));
    }

    private static Dataset<Row> tests(double... ps) {
        return Frames.of(
                spark(),
                "p double",
                Arrays.stream(ps).mapToObj(Double::toString).toArray(String[]::new));
    }
}
