package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/** Sums the system of the rank's size, and solves it by {@link Cholesky}: n rank² / 2 + rank³ / 6 products. */
final class PrimalSolver implements RowSolver {
    private final Cholesky cholesky;
    private final PrimalSums sums;

    PrimalSolver(Kernels kernels, int rank) {
        this.cholesky = new Cholesky(kernels);
        this.sums = new PrimalSums(kernels, rank);
    }

    @Override
    public void solve(RowSystem system, float[] x) {
        System.arraycopy(system.pull, 0, x, 0, system.width);
        sums.clear();
        sums.add(system, x);
        solve(system, sums.products(), x);
    }

    /** Solves a system of which x has the right-hand side, and products all of the left one but the diagonal. */
    void solve(RowSystem system, Matrix products, float[] x) {
        for (int k = 0; k < system.rank; k++) {
            products.values[k * products.stride + k] += system.diagonal[k];
        }
        cholesky.factor(products, system.rank);
        cholesky.solve(products, system.rank, x);
    }
}
