package io.reelrank.engine.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitialFactorsTest {
    @Test
    void theFactorsOfARowDependOnlyOnTheSeedAndItsId() {
        InitialFactors initial = new InitialFactors(11, 0.1);
        float[] block = new float[3 * 5];
        initial.write(70, 5, block, 0);
        initial.write(7, 5, block, 5);
        initial.write(1L << 40, 5, block, 10);
        float[] alone = new float[5];
        initial.write(7, 5, alone, 0);
        assertThat(Arrays.copyOfRange(block, 5, 10)).containsExactly(alone);
        new InitialFactors(12, 0.1).write(7, 5, alone, 0);
        assertThat(Arrays.copyOfRange(block, 5, 10)).isNotEqualTo(alone);
        assertThat(Arrays.copyOfRange(block, 0, 5)).isNotEqualTo(Arrays.copyOfRange(block, 10, 15));
    }

    /** For 640,000 draws the standard error of the mean is 1/800 of the deviation, and of the deviation 1/1131. */
    @Test
    void factorsAreNormalWithDeviationScaleByRootOfRank() {
        int rank = 64;
        float[] factors = new float[10_000 * rank];
        for (int row = 0; row < 10_000; row++) {
            new InitialFactors(3, 0.1).write(row, rank, factors, row * rank);
        }
        double mean = 0;
        double square = 0;
        int beyondTwo = 0;
        for (float factor : factors) {
            mean += factor / factors.length;
            square += (double) factor * factor / factors.length;
            beyondTwo += Math.abs(factor) > 2 * 0.1 / 8 ? 1 : 0;
        }
        assertThat(mean).isCloseTo(0, within(5 * 0.0125 / 800));
        assertThat(Math.sqrt(square)).isCloseTo(0.0125, within(5 * 0.0125 / 1131));
        assertThat((double) beyondTwo / factors.length).isCloseTo(0.0455, within(0.0013));
    }

    @Test
    void aScaleOfZeroIsRefused() {
        assertThatThrownBy(() -> new InitialFactors(1, 0)).hasMessage("illegal scale: 0.0, must be positive");
    }
}
