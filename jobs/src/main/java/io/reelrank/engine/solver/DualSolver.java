package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.util.Arrays;

/**
 * Solves a system of the size of the row's n pairs instead of the rank's, by Woodbury's identity: with B = W^½ Z [n ×
 * rank] and c = W^-½ b,
 *
 * <pre>x = D⁻¹ (h + Bᵀ u),   (I + B D⁻¹ Bᵀ) u = c − B D⁻¹ h</pre>
 *
 * Exact; n² rank / 2 + n³ / 6 products.
 */
final class DualSolver implements RowSolver {
    private final Kernels kernels;
    private final Cholesky cholesky;
    private final Matrix rows = new Matrix(1, 1);
    private final Matrix columns = new Matrix(1, 1);
    private final Matrix sums = new Matrix(1, 1);
    private final float[] roots;
    private final float[] start;
    private float[] u = new float[0];

    DualSolver(Kernels kernels, int rank) {
        this.kernels = kernels;
        this.cholesky = new Cholesky(kernels);
        this.roots = new float[Matrix.padded(rank)];
        this.start = new float[Matrix.padded(rank)];
    }

    @Override
    public void solve(RowSystem system, float[] x) {
        int n = system.count;
        int rank = system.rank;
        kernels.inverseRoots(system.diagonal, roots, system.width);
        Arrays.fill(roots, rank, system.width, 0f);
        if (system.pulled) {
            for (int k = 0; k < rank; k++) {
                start[k] = system.pull[k] / system.diagonal[k];
            }
        }
        sums.shape(n, n);
        if (kernels.multipliesRows(n, rank)) {
            scale(system);
            kernels.addRowGram(rows, n, rank, sums);
        } else {
            scaleTransposed(system);
            kernels.addGram(columns, rank, sums, n);
        }
        if (u.length < Matrix.padded(n)) {
            u = new float[2 * Matrix.padded(n)];
        }
        float[] factors = system.side.rotated();
        for (int j = 0; j < n; j++) {
            sums.values[j * sums.stride + j] += 1f;
            float root = (float) Math.sqrt(system.weights[j]);
            u[j] = system.targets[j] / root;
            if (system.pulled) {
                u[j] -= root * kernels.dot(factors, system.starts[j], start, 0, system.width);
            }
        }
        Arrays.fill(u, n, Matrix.padded(n), 0f);
        cholesky.factor(sums, n);
        cholesky.solve(sums, n, u);
        System.arraycopy(system.pull, 0, x, 0, system.width);
        for (int j = 0; j < n; j++) {
            float root = (float) Math.sqrt(system.weights[j]);
            kernels.addScaled(root * u[j], factors, system.starts[j], x, 0, system.width);
        }
        for (int k = 0; k < rank; k++) {
            x[k] /= system.diagonal[k];
        }
    }

    /** B D^-½. */
    private void scale(RowSystem system) {
        rows.shape(system.count, system.rank);
        float[] factors = system.side.rotated();
        for (int j = 0; j < system.count; j++) {
            float root = (float) Math.sqrt(system.weights[j]);
            kernels.scaleEach(root, factors, system.starts[j], roots, rows.values, j * rows.stride, system.width);
        }
    }

    /** (B D^-½)ᵀ, so that its products run along pairs. */
    private void scaleTransposed(RowSystem system) {
        int n = system.count;
        columns.shape(system.rank, n);
        float[] factors = system.side.rotated();
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            fourColumns(system, factors, j);
        }
        for (; j < n; j++) {
            float root = (float) Math.sqrt(system.weights[j]);
            int at = system.starts[j];
            for (int k = 0; k < system.rank; k++) {
                columns.values[k * columns.stride + j] = root * roots[k] * factors[at + k];
            }
        }
    }

    /** Four at a time: a line of the cache is fetched once for them. */
    private void fourColumns(RowSystem system, float[] factors, int j) {
        float root0 = (float) Math.sqrt(system.weights[j]);
        float root1 = (float) Math.sqrt(system.weights[j + 1]);
        float root2 = (float) Math.sqrt(system.weights[j + 2]);
        float root3 = (float) Math.sqrt(system.weights[j + 3]);
        int at0 = system.starts[j];
        int at1 = system.starts[j + 1];
        int at2 = system.starts[j + 2];
        int at3 = system.starts[j + 3];
        float[] to = columns.values;
        int stride = columns.stride;
        for (int k = 0; k < system.rank; k++) {
            float scale = roots[k];
            int at = k * stride + j;
            to[at] = root0 * scale * factors[at0 + k];
            to[at + 1] = root1 * scale * factors[at1 + k];
            to[at + 2] = root2 * scale * factors[at2 + k];
            to[at + 3] = root3 * scale * factors[at3 + k];
        }
    }
}
