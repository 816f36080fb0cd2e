package io.reelrank.engine.solver;

/** The methods that can solve a row. */
public enum SolveMethod {
    /** A Cholesky factorisation of the normal equations, [rank × rank]. Exact. */
    PRIMAL,
    /** A Cholesky factorisation by Woodbury's identity, [pairs × pairs]. Exact. */
    DUAL,
    /** Conjugate gradients from warm factors. Not exact. */
    CONJUGATE_GRADIENT
}
