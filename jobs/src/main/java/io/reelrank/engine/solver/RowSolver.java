package io.reelrank.engine.solver;

/** Solves a {@link RowSystem}. Has scratch of its own: one a thread. */
interface RowSolver {
    /**
     * Solves.
     *
     * @param x [rank padded] on entry where to start from, for solvers that improve; on return the solution, zero beyond
     *     the rank
     */
    void solve(RowSystem system, float[] x);
}
