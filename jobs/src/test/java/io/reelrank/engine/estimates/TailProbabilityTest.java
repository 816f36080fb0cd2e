package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TailProbabilityTest extends SparkTest {
    @Test
    void tailsOfCountsAreExact() {
        Row row = Frames.of(spark(), "a int", "1")
                .select(
                        TailProbability.atLeast(lit(1.0), lit(44.0), lit(0.001)),
                        TailProbability.atLeast(lit(2.0), lit(3.0), lit(0.5)),
                        TailProbability.atLeast(lit(0.0), lit(3.0), lit(0.5)),
                        TailProbability.atLeast(lit(3.0), lit(3.0), lit(0.5)),
                        TailProbability.ofStudent(lit(2.776445), lit(4.0)))
                .head();
        assertThat(row.getDouble(0)).isCloseTo(1 - Math.pow(0.999, 44), within(1e-12));
        assertThat(row.getDouble(1)).isCloseTo(0.5, within(1e-12));
        assertThat(row.getDouble(2)).isEqualTo(1);
        assertThat(row.getDouble(3)).isCloseTo(0.125, within(1e-12));
        assertThat(row.getDouble(4)).isCloseTo(0.025, within(1e-7));
    }
}
