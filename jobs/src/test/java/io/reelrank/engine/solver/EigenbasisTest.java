package io.reelrank.engine.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EigenbasisTest {
    /** Of floats, in sums of some hundred products. */
    private static final double ROUNDING = 1e-5;

    @Test
    void theGramianOfRotatedRowsIsTheDiagonalOfTheEigenvalues() {
        for (int rank : new int[] {1, 6, 16, 33, 37, 64, 100, 161}) {
            float[] rows = SampleRows.factors(300, rank, 2);
            double[] gramian = Gramian.of(rank, rows);
            Eigenbasis basis = Eigenbasis.of(rank, gramian);
            double[] rotated = Gramian.of(rank, basis.rotate(rows));
            for (int k = 0; k < rank; k++) {
                for (int l = 0; l < rank; l++) {
                    assertThat(rotated[k * rank + l])
                            .isCloseTo(k == l ? basis.value(k) : 0, within(ROUNDING * basis.largest()));
                }
            }
        }
    }

    /** Gramians of rank 1 and 2, all zero, with one repeated eigenvalue, with very large and very small elements. */
    @Test
    void anyGramianHasOrthogonalVectors() {
        int rank = 70;
        for (int kind = 0; kind < 6; kind++) {
            double[] gramian = new double[rank * rank];
            for (int k = 0; k < rank; k++) {
                for (int l = 0; l < rank; l++) {
                    gramian[k * rank + l] = switch (kind) {
                        case 0 -> 1;
                        case 1 -> 1 + k * l;
                        case 2 -> 0;
                        case 3 -> k == l ? 3 : 0;
                        case 4 -> k == l ? 2e200 : 1e200;
                        default -> k == l ? 2e-200 : 1e-200;
                    };
                }
            }
            float[] unit = new float[rank * rank];
            for (int k = 0; k < rank; k++) {
                unit[k * rank + k] = 1;
            }
            Eigenbasis basis = Eigenbasis.of(rank, gramian);
            float[] q = basis.rotate(unit);
            double largest = Math.max(Double.MIN_NORMAL, basis.largest());
            for (int k = 0; k < rank; k++) {
                for (int l = 0; l < rank; l++) {
                    double product = 0;
                    double rebuilt = 0;
                    for (int j = 0; j < rank; j++) {
                        product += (double) q[j * rank + k] * q[j * rank + l];
                        rebuilt += (double) q[k * rank + j] * basis.value(j) / largest * q[l * rank + j];
                    }
                    assertThat(product).isCloseTo(k == l ? 1 : 0, within(ROUNDING));
                    assertThat(rebuilt).isCloseTo(gramian[k * rank + l] / largest, within(ROUNDING));
                }
            }
        }
    }

    @Test
    void theGramianOfAllRowsIsTheSumOverBlocks() {
        int rank = 5;
        float[] rows = SampleRows.factors(700, rank, 2);
        double[] sum = Gramian.of(rank, Arrays.copyOfRange(rows, 0, 300 * rank));
        Gramian.add(Gramian.of(rank, Arrays.copyOfRange(rows, 300 * rank, rows.length)), sum);
        double[] all = Gramian.of(rank, rows);
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isCloseTo(all[i], within(ROUNDING * all[0]));
        }
    }

    @Test
    void anIllegalGramianIsRefused() {
        assertThatThrownBy(() -> Eigenbasis.of(1, new double[] {Double.NaN}))
                .hasMessage("illegal gramian: NaN, must be finite");
        assertThatThrownBy(() -> Eigenbasis.of(2, new double[3]))
                .hasMessage("illegal gramian: 3 elements, must be 2 squared");
    }
}
