package io.reelrank.workbench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.workbench.speed.SweepScaling.Growth;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepScalingTest {
    @Test
    void theExponentOfAPowerIsThePower() {
        Growth growth = new Growth("rank", List.of(1, 2, 4, 8), List.of(3.0, 12.0, 48.0, 192.0));

        assertThat(growth.exponent()).isCloseTo(2, within(1e-12));
    }

    @Test
    void theExponentIsTheLeastSquaresSlopeOfLogarithms() {
        Growth growth = new Growth("pairs", List.of(1, 2, 8), List.of(1.0, 4.0, 16.0));

        // In logarithms to base 2: x = 0, 1, 3 and y = 0, 2, 4; means 4/3 and 2; 6 / (14/3).
        assertThat(growth.exponent()).isCloseTo(9.0 / 7, within(1e-12));
    }
}
