package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/** Sums the pairs' terms of the normal equations, Σ_j w_j z_j z_jᵀ and Σ_j b_j z_j: n rank² / 2 multiplications. */
final class NormalEquations {
    /** Rows summed at a time: at rank 64 a batch and the sums fit into the first-level cache together. */
    private static final int BATCH = 64;

    private final Kernels kernels;
    private final int rank;
    private final Matrix batch;
    private final Matrix products;

    NormalEquations(Kernels kernels, int rank) {
        this.kernels = kernels;
        this.rank = rank;
        this.batch = new Matrix(BATCH, rank);
        this.products = new Matrix(rank, rank);
    }

    /** The upper half of Σ_j w_j z_j z_jᵀ over the pairs since the last {@link #clear}. */
    Matrix products() {
        return products;
    }

    /** Sets the sum to zero. */
    void clear() {
        products.shape(rank, rank);
    }

    /** Adds the pairs of a system, and Σ_j b_j z_j to h. */
    void add(RowSystem system, float[] h) {
        float[] factors = system.side.rotated();
        for (int start = 0; start < system.count; start += BATCH) {
            int count = Math.min(BATCH, system.count - start);
            for (int i = 0; i < count; i++) {
                int j = start + i;
                float root = (float) Math.sqrt(system.weights[j]);
                kernels.scale(root, factors, system.starts[j], batch.values, i * batch.stride, system.width);
                if (system.targets[j] != 0) {
                    kernels.addScaled(system.targets[j] / root, batch.values, i * batch.stride, h, 0, system.width);
                }
            }
            kernels.addGram(batch, count, products, rank);
        }
    }
}
