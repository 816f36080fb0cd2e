package io.reelrank.engine.eigen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankOneChangeTest {
    private static final double DEFLATION = 1e-12;
    private static final double ROUNDING = 1e-10;

    @Test
    void vectorsAreOrthogonalAndDiagonaliseTheMatrix() {
        check(new double[] {2}, new double[] {0.5}, 3);
        check(new double[] {2, -1}, new double[] {0.5, 1}, 3);
        check(new double[] {0, 1, 2, 3, 4.5}, new double[] {1, -2, 0.3, 1e-3, 1}, 0.7);
    }

    @Test
    void equalPolesAndZeroElementsAreDeflated() {
        check(new double[] {1, 1, 1, 1}, new double[] {1, 2, 3, 4}, 1);
        check(new double[] {3, 1, 2, 1 + 1e-14}, new double[] {0, 1, 1e-15, 1}, 2);
        check(new double[] {3, 1, 2}, new double[] {0, 0, 0}, 2);
        check(new double[] {3, 1, 2}, new double[] {1, 1, 1}, 0);
    }

    @Test
    void closePolesHaveOrthogonalVectors() {
        double[] d = new double[40];
        double[] z = new double[40];
        for (int j = 0; j < d.length; j++) {
            d[j] = j - j % 4 + 1e-9 * j;
            z[j] = Math.pow(10, -(j % 7));
        }
        check(d, z, 1e-3);
        check(d, z, 100);
    }

    private static void check(double[] d, double[] z, double rho) {
        int n = d.length;
        RankOneChange change = RankOneChange.of(d.clone(), z.clone(), rho, DEFLATION);
        double[][] u = change.vectors();
        for (int k = 0; k < n; k++) {
            for (int l = 0; l < n; l++) {
                double product = 0;
                double form = 0;
                double along = 0;
                double across = 0;
                for (int i = 0; i < n; i++) {
                    product += u[i][k] * u[i][l];
                    form += u[i][k] * d[i] * u[i][l];
                    along += u[i][k] * z[i];
                    across += u[i][l] * z[i];
                }
                assertThat(product).isCloseTo(k == l ? 1 : 0, within(ROUNDING));
                assertThat(form + rho * along * across)
                        .isCloseTo(k == l ? change.values()[k] : 0, within(ROUNDING * (10 + rho)));
            }
            assertThat(change.values()[k]).isGreaterThanOrEqualTo(change.values()[Math.max(0, k - 1)]);
        }
    }
}
