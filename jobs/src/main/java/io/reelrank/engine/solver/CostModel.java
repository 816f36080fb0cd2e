package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;

/**
 * What a row costs by each method, in nanoseconds, from its n pairs and the rank f:
 *
 * <pre>primal    outer n f² / 2 + factor f³ / 6 + unknown f
 * dual      outer n² f / 2 + factor n³ / 6 + unknown n + turn n f      (n rounded up to whole vectors)
 * gradient  pass (steps + 2) n f</pre>
 *
 * Only the costs' proportions matter. The shipped ones were fitted by hand to {@code RowBenchmark} (test sources) on
 * one core of a Zen 4 with 512-bit vectors: 20,000 items, ranks 64 and 512, 0 to 1024 pairs, factors in the last-level
 * cache; those of the vector kernels foretell its times to about a third.
 *
 * @param outer a product of a sum of outer products
 * @param factor a product of a Cholesky factorisation
 * @param unknown an unknown of a factored system, apart from its products
 * @param turn an element of a gathered and scaled row of the dual
 * @param pass an element read in a step of conjugate gradients
 */
public record CostModel(double outer, double factor, double unknown, double turn, double pass) implements Serializable {
    private static final CostModel VECTOR = new CostModel(0.033, 0.026, 80, 0.25, 0.33);
    private static final CostModel PLAIN = new CostModel(0.38, 0.38, 350, 0.4, 0.8);

    /** As measured, for the kernels that {@link Kernels#best} gives. */
    public static CostModel measured() {
        return Kernels.vectorised() ? VECTOR : PLAIN;
    }

    /** Chooses between the exact methods. */
    public MethodChoice exact() {
        return (pairs, rank) -> dual(pairs, rank) < primal(pairs, rank) ? SolveMethod.DUAL : SolveMethod.PRIMAL;
    }

    /** Chooses between all methods, conjugate gradients taking so many steps. */
    public MethodChoice warm(int steps) {
        return (pairs, rank) -> {
            double exact = Math.min(dual(pairs, rank), primal(pairs, rank));
            return gradient(pairs, rank, steps) < exact ? SolveMethod.GRADIENT : exact().of(pairs, rank);
        };
    }

    double primal(double pairs, double rank) {
        return outer * pairs * rank * rank / 2 + factor * rank * rank * rank / 6 + unknown * rank;
    }

    double dual(int pairs, double rank) {
        double n = Matrix.padded(pairs);
        return outer * n * n * rank / 2 + factor * n * n * n / 6 + unknown * n + turn * n * rank;
    }

    double gradient(double pairs, double rank, int steps) {
        return pass * (steps + 2) * pairs * rank;
    }
}
