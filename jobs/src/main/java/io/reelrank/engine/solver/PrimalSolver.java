package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/** Sums the normal equations and solves them by {@link Cholesky}: n rank² / 2 + rank³ / 6 multiplications. */
final class PrimalSolver implements RowSolver {
    private final Cholesky cholesky;
    private final NormalEquations equations;

    PrimalSolver(Kernels kernels, int rank) {
        this.cholesky = new Cholesky(kernels);
        this.equations = new NormalEquations(kernels, rank);
    }

    @Override
    public void solve(RowSystem system, float[] x) {
        System.arraycopy(system.priorTerm, 0, x, 0, system.width);
        equations.clear();
        equations.add(system, x);
        solve(system, equations.products(), x);
    }

    /**
     * Solves a system that is already summed.
     *
     * @param products the left-hand side without D; is changed
     * @param x on entry the right-hand side, on return the solution
     */
    void solve(RowSystem system, Matrix products, float[] x) {
        for (int k = 0; k < system.rank; k++) {
            products.values[k * products.stride + k] += system.diagonal[k];
        }
        cholesky.factor(products, system.rank);
        cholesky.solve(products, system.rank, x);
    }
}
