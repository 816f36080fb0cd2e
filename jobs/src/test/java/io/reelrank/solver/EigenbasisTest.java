package io.reelrank.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EigenbasisTest {
    /** In floats, over some hundred products. */
    private static final double ROUNDING = 1e-5;

    @Test
    void theGramianOfTurnedRowsIsTheDiagonalOfItsValues() {
        for (int rank : new int[] {1, 6, 16, 37}) {
            float[] rows = Some.factors(300, rank, 2);
            double[] gramian = Gramian.of(rank, rows);
            Eigenbasis basis = Eigenbasis.of(rank, gramian);
            double[] turned = Gramian.of(rank, basis.rotate(rows));
            for (int k = 0; k < rank; k++) {
                for (int l = 0; l < rank; l++) {
                    assertThat(turned[k * rank + l])
                            .isCloseTo(k == l ? basis.value(k) : 0, within(ROUNDING * basis.largest()));
                }
            }
        }
    }

    @Test
    void blocksGramiansAddUpToThatOfAll() {
        int rank = 5;
        float[] rows = Some.factors(700, rank, 2);
        double[] sum = Gramian.of(rank, Arrays.copyOfRange(rows, 0, 300 * rank));
        Gramian.add(Gramian.of(rank, Arrays.copyOfRange(rows, 300 * rank, rows.length)), sum);
        double[] all = Gramian.of(rank, rows);
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isCloseTo(all[i], within(ROUNDING * all[0]));
        }
    }

    @Test
    void aGramianThatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> Eigenbasis.of(1, new double[] {Double.NaN}))
                .hasMessage("illegal gramian: NaN, must be finite");
        assertThatThrownBy(() -> Eigenbasis.of(2, new double[3]))
                .hasMessage("illegal gramian: 3 elements, must be 2 squared");
    }
}
