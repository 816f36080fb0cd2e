package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/** Sums what pairs add to the system of the rank's size, Σ_j w_j z_j z_jᵀ and Σ_j b_j z_j: n rank² / 2 products. */
final class PrimalSums {
    /** Rows summed at a time: a batch at rank 64 and its sums share the first-level cache. */
    private static final int BATCH = 64;

    private final Kernels kernels;
    private final int rank;
    private final Matrix batch;
    private final Matrix products;

    PrimalSums(Kernels kernels, int rank) {
        this.kernels = kernels;
        this.rank = rank;
        this.batch = new Matrix(BATCH, rank);
        this.products = new Matrix(rank, rank);
    }

    /** The upper half of Σ_j w_j z_j z_jᵀ over what was added since the last {@link #clear}. */
    Matrix products() {
        return products;
    }

    /** Begins at zero again. */
    void clear() {
        products.shape(rank, rank);
    }

    /** Adds a system's pairs; h += Σ_j b_j z_j. */
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
