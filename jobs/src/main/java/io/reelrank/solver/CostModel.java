package io.reelrank.solver;

import java.io.Serializable;

/**
 * What a row costs by each method, in nanoseconds, from its n pairs and the rank f:
 *
 * <pre>primal    outer n f² / 2 + factor f³ / 6 + row f²
 * dual      outer n² f / 2 + factor n³ / 6 + turn n f
 * gradient  pass (steps + 2) n f</pre>
 *
 * Only the costs' proportions matter. n in the dual counts whole vectors.
 *
 * @param outer a product of a sum of outer products
 * @param factor a product of a Cholesky factorisation
 * @param row an element of the system's clearing and triangular solves
 * @param turn an element of a gathered row of the dual
 * @param pass an element read in a step of conjugate gradients
 */
public record CostModel(double outer, double factor, double row, double turn, double pass) implements Serializable {
    private static final CostModel MEASURED = new CostModel(0.02, 0.03, 0.3, 0.6, 0.1);

    /** Measured. */
    public static CostModel measured() {
        return MEASURED;
    }

    /** Chooses between the exact methods. */
    public MethodChoice exact() {
        return (pairs, rank) -> dual(pairs, rank) < primal(pairs, rank) ? Method.DUAL : Method.PRIMAL;
    }

    /** Chooses between all methods, conjugate gradients taking so many steps. */
    public MethodChoice warm(int steps) {
        return (pairs, rank) -> {
            double exact = Math.min(dual(pairs, rank), primal(pairs, rank));
            return gradient(pairs, rank, steps) < exact ? Method.GRADIENT : exact().of(pairs, rank);
        };
    }

    double primal(double pairs, double rank) {
        return outer * pairs * rank * rank / 2 + factor * rank * rank * rank / 6 + row * rank * rank;
    }

    double dual(int pairs, double rank) {
        double n = Matrix.padded(pairs);
        return outer * n * n * rank / 2 + factor * n * n * n / 6 + row * n * n + turn * n * rank;
    }

    double gradient(double pairs, double rank, int steps) {
        return pass * (steps + 2) * pairs * rank;
    }
}
