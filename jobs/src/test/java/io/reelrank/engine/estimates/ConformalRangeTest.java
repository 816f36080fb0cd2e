package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConformalRangeTest extends SparkTest {
    @Test
    void theQuantileIsOneScoreFurtherThanThatOfTheSample() {
        // Of nine scores the eighth: ⌈10 · 0.8⌉.
        SortedMap<Long, Long> scores = new TreeMap<>(Map.of(10L, 5L, 50L, 2L, 120L, 1L, 900L, 1L));
        assertThat(ConformalRange.quantile(scores, 0.8)).isEqualTo(1.2);
        assertThat(ConformalRange.held(scores, 1.2)).isEqualTo(8);
    }

    @Test
    void threeScoresTellNoQuantileOfEightyPercent() {
        assertThat(ConformalRange.quantile(new TreeMap<>(Map.of(10L, 3L)), 0.8)).isInfinite();
        assertThat(ConformalRange.quantile(new TreeMap<>(Map.of(10L, 4L)), 0.8)).isEqualTo(0.1);
    }

    @Test
    void scoresAreRoundedUp() {
        assertThat(Frames.lines(Frames.of(
                                spark(),
                                "y double, expected double, scale double",
                                "1 | 1 | 2",
                                "1.5 | 1 | 2",
                                "0.499 | 1 | 2",
                                "9000 | 0 | 2")
                        .select(ConformalRange.step(col("y"), col("expected"), col("scale")))))
                .containsExactly("0", "100000", "25", "26");
    }
}
