package io.reelrank.engine.solver;

/** Solves a {@link RowSystem}. Not thread-safe: each thread needs its own, because a solver has scratch memory. */
interface RowSolver {
    /**
     * Solves the system.
     *
     * @param x [rank padded] on entry the start of an iterative method, on return the solution; zero beyond the rank
     */
    void solve(RowSystem system, float[] x);
}
