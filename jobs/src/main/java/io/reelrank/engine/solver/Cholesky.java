package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/**
 * Cholesky factorisation A = UᵀU of a symmetric positive definite matrix, in place, left-looking by strips of rows. The
 * kernel that sums outer products first subtracts the products of all rows above a strip; then the strip is factored
 * row by row. Only the upper half is used; the values below the diagonal are undefined afterwards.
 *
 * <p>Rounding or a singular matrix can give a pivot of zero or less. Its unknown is then 0.
 */
final class Cholesky {
    /** A pivot that is a smaller share of its diagonal element is only a rounding error. */
    private static final float MIN_PIVOT_SHARE = 1e-7f;

    private final Kernels kernels;

    Cholesky(Kernels kernels) {
        this.kernels = kernels;
    }

    /** Replaces A by U. */
    void factor(Matrix a, int size) {
        int width = Matrix.padded(size);
        float[] u = a.values;
        for (int row = 0; row < size; row += Kernels.STRIP) {
            int strip = Math.min(Kernels.STRIP, size - row);
            int from = row / Matrix.LANES * Matrix.LANES;
            float[] diagonal = {0, 0, 0, 0};
            for (int s = 0; s < strip; s++) {
                diagonal[s] = u[(row + s) * a.stride + row + s];
            }
            for (int at = from; at < width; at += kernels.panel()) {
                kernels.addOuter(-1f, a, a, 0, row, a, row, at, Math.min(width, at + kernels.panel()));
            }
            for (int s = 0; s < strip; s++) {
                int at = (row + s) * a.stride;
                for (int above = 0; above < s; above++) {
                    int aboveAt = (row + above) * a.stride;
                    kernels.addScaled(-u[aboveAt + row + s], u, aboveAt + from, u, at + from, width - from);
                }
                float pivot = u[at + row + s];
                float inverse = pivot > MIN_PIVOT_SHARE * diagonal[s] ? (float) (1 / Math.sqrt(pivot)) : 0f;
                kernels.scale(inverse, u, at + from, u, at + from, width - from);
            }
        }
    }

    /** Replaces b by the solution x of UᵀU x = b. Beyond the size b must be zero, and stays zero. */
    void solve(Matrix u, int size, float[] b) {
        int width = Matrix.padded(size);
        float[] values = u.values;
        for (int k = 0; k < size; k++) {
            float pivot = values[k * u.stride + k];
            float y = pivot > 0 ? b[k] / pivot : 0f;
            // The first vector of the row starts left of the diagonal, where values are undefined.
            int from = k / Matrix.LANES * Matrix.LANES;
            subtractRight(values, k * u.stride, b, k, y, from, width);
            b[k] = y;
        }
        for (int k = size - 1; k >= 0; k--) {
            float pivot = values[k * u.stride + k];
            b[k] = pivot > 0 ? (b[k] - dotRight(values, k * u.stride, b, k, width)) / pivot : 0f;
        }
    }

    private void subtractRight(float[] u, int at, float[] b, int k, float y, int from, int width) {
        int aligned = Math.min(width, from + Matrix.LANES);
        for (int j = k + 1; j < aligned; j++) {
            b[j] -= y * u[at + j];
        }
        kernels.addScaled(-y, u, at + aligned, b, aligned, width - aligned);
    }

    private float dotRight(float[] u, int at, float[] b, int k, int width) {
        int aligned = Math.min(width, Matrix.padded(k + 1));
        float sum = 0;
        for (int j = k + 1; j < aligned; j++) {
            sum += u[at + j] * b[j];
        }
        return sum + kernels.dot(u, at + aligned, b, aligned, width - aligned);
    }
}
