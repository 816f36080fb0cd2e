package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;

/**
 * Estimates the cost of a row by each method, in nanoseconds, from its n pairs and the rank f:
 *
 * <pre>primal              outer n f² / 2 + factor f³ / 6 + unknown f
 * dual                outer n² f / 2 + factor n³ / 6 + unknown n + gather n f    (n rounded up to whole vectors)
 * conjugate gradient  pass (steps + 2) n f</pre>
 *
 * Only the ratios of the costs matter. The constants were fitted by hand to {@code RowBenchmark} (test sources) on one
 * core of a Zen 4 with 512-bit vectors: 20,000 items, ranks 64 and 512, 0 to 1024 pairs, factors in the last-level
 * cache. With the vector kernels the estimates are within about a third of the measured times.
 *
 * @param outer a multiplication in a sum of outer products
 * @param factor a multiplication in a Cholesky factorisation
 * @param unknown an unknown of a factored system, without its multiplications
 * @param gather an element of a row that the dual gathers and scales
 * @param pass an element that a step of conjugate gradients reads
 */
public record CostModel(double outer, double factor, double unknown, double gather, double pass)
        implements Serializable {
    private static final CostModel VECTOR = new CostModel(0.033, 0.026, 80, 0.25, 0.33);
    private static final CostModel PLAIN = new CostModel(0.38, 0.38, 350, 0.4, 0.8);

    /** The measured costs of the kernels that {@link Kernels#best} returns. */
    public static CostModel measured() {
        return Kernels.vectorised() ? VECTOR : PLAIN;
    }

    /** The cheaper of the exact methods. */
    public MethodChoice exact() {
        return (pairs, rank) -> dual(pairs, rank) < primal(pairs, rank) ? SolveMethod.DUAL : SolveMethod.PRIMAL;
    }

    /**
     * The cheapest of all methods.
     *
     * @param steps how many steps conjugate gradients take
     */
    public MethodChoice warm(int steps) {
        return (pairs, rank) -> {
            double exact = Math.min(dual(pairs, rank), primal(pairs, rank));
            return conjugateGradient(pairs, rank, steps) < exact
                    ? SolveMethod.CONJUGATE_GRADIENT
                    : exact().of(pairs, rank);
        };
    }

    double primal(double pairs, double rank) {
        return outer * pairs * rank * rank / 2 + factor * rank * rank * rank / 6 + unknown * rank;
    }

    double dual(int pairs, double rank) {
        double n = Matrix.padded(pairs);
        return outer * n * n * rank / 2 + factor * n * n * n / 6 + unknown * n + gather * n * rank;
    }

    double conjugateGradient(double pairs, double rank, int steps) {
        return pass * (steps + 2) * pairs * rank;
    }
}
