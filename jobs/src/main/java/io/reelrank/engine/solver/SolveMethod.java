package io.reelrank.engine.solver;

/** How a row is solved. */
public enum SolveMethod {
    /** By Cholesky at the rank's size. */
    PRIMAL,
    /** By Woodbury's identity at the size of the row's pairs. */
    DUAL,
    /** By conjugate gradients from the factors at hand; not exact. */
    GRADIENT
}
