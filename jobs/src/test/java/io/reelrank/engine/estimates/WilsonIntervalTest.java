package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest extends SparkTest {
    @ParameterizedTest
    // By hand for z = 1.96: (k + 1.920730 ± 1.959964 √(k (n - k) / n + 0.960365)) / (n + 3.841459).
    @CsvSource({"0, 10, 0, 0.277533", "10, 10, 0.722467, 1", "1, 1, 0.206549, 1", "5, 100, 0.021544, 0.111750"})
    void theBoundsAreThoseOfTheFormula(long k, long n, double lower, double upper) {
        Row bounds = Frames.of(spark(), "k bigint, n bigint", k + " | " + n)
                .select(WilsonInterval.lower(col("k"), col("n")), WilsonInterval.upper(col("k"), col("n")))
                .head();
        assertThat(bounds.getDouble(0)).isCloseTo(lower, within(2e-6));
        assertThat(bounds.getDouble(1)).isCloseTo(upper, within(2e-6));
    }

    @Test
    void ofNothingThereAreNoBounds() {
        assertThat(Frames.lines(Frames.of(spark(), "k bigint, n bigint", "0 | 0")
                        .select(WilsonInterval.lower(col("k"), col("n")), WilsonInterval.upper(col("k"), col("n")))))
                .containsExactly("null | null");
    }
}
