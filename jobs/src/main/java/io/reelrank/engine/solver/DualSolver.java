package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.util.Arrays;

/**
 * Solves a system of size [n × n] for the row's n pairs instead of [rank × rank], by Woodbury's identity. With
 * B = W^½ Z [n × rank] and c = W^-½ b:
 *
 * <pre>x = D⁻¹ (h + Bᵀ u),   (I + B D⁻¹ Bᵀ) u = c − B D⁻¹ h</pre>
 *
 * Exact; n² rank / 2 + n³ / 6 multiplications.
 */
final class DualSolver implements RowSolver {
    private final Kernels kernels;
    private final Cholesky cholesky;
    /** B D^-½. */
    private final Matrix rows = new Matrix(1, 1);
    /** (B D^-½)ᵀ. */
    private final Matrix columns = new Matrix(1, 1);
    /** I + B D⁻¹ Bᵀ. */
    private final Matrix sums = new Matrix(1, 1);
    /** [rank padded] D^-½. */
    private final float[] inverseRoots;
    /** [rank padded] D⁻¹ h. */
    private final float[] scaledPrior;

    private float[] u = new float[0];

    DualSolver(Kernels kernels, int rank) {
        this.kernels = kernels;
        this.cholesky = new Cholesky(kernels);
        this.inverseRoots = new float[Matrix.padded(rank)];
        this.scaledPrior = new float[Matrix.padded(rank)];
    }

    @Override
    public void solve(RowSystem system, float[] x) {
        int n = system.count;
        int rank = system.rank;
        kernels.inverseRoots(system.diagonal, inverseRoots, system.width);
        Arrays.fill(inverseRoots, rank, system.width, 0f);
        if (system.hasPriorTerm) {
            for (int k = 0; k < rank; k++) {
                scaledPrior[k] = system.priorTerm[k] / system.diagonal[k];
            }
        }
        sums.shape(n, n);
        if (kernels.multipliesRows(n, rank)) {
            fillRows(system);
            kernels.addRowGram(rows, n, rank, sums);
        } else {
            fillColumns(system);
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
            if (system.hasPriorTerm) {
                u[j] -= root * kernels.dot(factors, system.starts[j], scaledPrior, 0, system.width);
            }
        }
        Arrays.fill(u, n, Matrix.padded(n), 0f);
        cholesky.factor(sums, n);
        cholesky.solve(sums, n, u);
        System.arraycopy(system.priorTerm, 0, x, 0, system.width);
        for (int j = 0; j < n; j++) {
            float root = (float) Math.sqrt(system.weights[j]);
            kernels.addScaled(root * u[j], factors, system.starts[j], x, 0, system.width);
        }
        for (int k = 0; k < rank; k++) {
            x[k] /= system.diagonal[k];
        }
    }

    private void fillRows(RowSystem system) {
        rows.shape(system.count, system.rank);
        float[] factors = system.side.rotated();
        for (int j = 0; j < system.count; j++) {
            float root = (float) Math.sqrt(system.weights[j]);
            kernels.scaleEach(
                    root, factors, system.starts[j], inverseRoots, rows.values, j * rows.stride, system.width);
        }
    }

    private void fillColumns(RowSystem system) {
        int n = system.count;
        columns.shape(system.rank, n);
        float[] factors = system.side.rotated();
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            fillFourColumns(system, factors, j);
        }
        for (; j < n; j++) {
            float root = (float) Math.sqrt(system.weights[j]);
            int at = system.starts[j];
            for (int k = 0; k < system.rank; k++) {
                columns.values[k * columns.stride + j] = root * inverseRoots[k] * factors[at + k];
            }
        }
    }

    /** Four columns at a time share the cache lines that they write. */
    private void fillFourColumns(RowSystem system, float[] factors, int j) {
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
            float scale = inverseRoots[k];
            int at = k * stride + j;
            to[at] = root0 * scale * factors[at0 + k];
            to[at + 1] = root1 * scale * factors[at1 + k];
            to[at + 2] = root2 * scale * factors[at2 + k];
            to[at + 3] = root3 * scale * factors[at3 + k];
        }
    }
}
