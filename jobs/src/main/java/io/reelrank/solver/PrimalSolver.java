package io.reelrank.solver;

import io.reelrank.kernels.Kernels;
import io.reelrank.kernels.Matrix;

/** Sums the system of the rank's size, and solves it by {@link Cholesky}: n rank² / 2 + rank³ / 6 products. */
final class PrimalSolver implements RowSolver {
    /** Rows summed at a time: a batch at rank 64 and its sums share the first-level cache. */
    private static final int BATCH = 64;

    private final Kernels kernels;
    private final Cholesky cholesky;
    private final Matrix batch;
    private final Matrix sums;

    PrimalSolver(Kernels kernels, int rank) {
        this.kernels = kernels;
        this.cholesky = new Cholesky(kernels);
        this.batch = new Matrix(BATCH, rank);
        this.sums = new Matrix(rank, rank);
    }

    @Override
    public void solve(RowSystem system, float[] x) {
        int rank = system.rank;
        int width = system.width;
        float[] factors = system.side.rotated();
        sums.shape(rank, rank);
        System.arraycopy(system.pull, 0, x, 0, width);
        for (int start = 0; start < system.count; start += BATCH) {
            int count = Math.min(BATCH, system.count - start);
            for (int i = 0; i < count; i++) {
                int j = start + i;
                float root = (float) Math.sqrt(system.weights[j]);
                kernels.scale(root, factors, system.starts[j], batch.values, i * batch.stride, width);
                if (system.targets[j] != 0) {
                    kernels.addScaled(system.targets[j] / root, batch.values, i * batch.stride, x, 0, width);
                }
            }
            kernels.addGram(batch, count, sums, rank);
        }
        for (int k = 0; k < rank; k++) {
            sums.values[k * sums.stride + k] += system.diagonal[k];
        }
        cholesky.factor(sums, rank);
        cholesky.solve(sums, rank, x);
    }
}
