package io.reelrank.engine.solver;

import java.io.Serializable;

/**
 * The objective of training, which is minimised: implicit-feedback matrix factorisation over all pairs of a user u and
 * an item i,
 *
 * <pre>Σ_ui c_ui (p_ui − x_uᵀ y_i)² + Σ_u λ_u ‖x_u − m_u‖² + Σ_i λ_i ‖y_i − m_i‖²,
 * c_ui = α₀ + α |r_ui|,   p_ui = [r_ui &gt; 0]</pre>
 *
 * (Hu, Koren, Volinsky 2008, equation 3, with the weight α₀ of unobserved pairs). A negative r is confidence that the
 * user does not want the item, as in Spark's MLlib, whose objective has α₀ = 1. The priors m are zero if none are
 * given. While one side is fixed, each row of the other side solves
 *
 * <pre>(α₀ YᵀY + Σ_j w_j y_j y_jᵀ + λ_u I) x_u = Σ_j (α₀ + w_j) p_j y_j + λ_u m_u,   w_j = α |r_uj|</pre>
 *
 * with j over the observed pairs. A pair with strength 0 is unobserved.
 *
 * @param alpha α, the confidence for each unit of strength, positive
 * @param unobserved α₀, the weight of every pair, positive
 * @param regularization gives λ_u and λ_i
 */
public record Objective(double alpha, double unobserved, Regularization regularization) implements Serializable {
    /** Checks the numbers. */
    public Objective {
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("illegal alpha: %s, must be positive".formatted(alpha));
        }
        if (!(unobserved > 0) || Double.isInfinite(unobserved)) {
            throw new IllegalArgumentException("illegal unobserved: %s, must be positive".formatted(unobserved));
        }
    }

    /** w, the weight of a pair above α₀. */
    public double weight(float strength) {
        return alpha * Math.abs(strength);
    }

    /** c · p, the pair's factor in the right-hand side. */
    public double target(float strength) {
        return strength > 0 ? unobserved + weight(strength) : 0;
    }

    /**
     * λ of each row.
     *
     * @param rows how many pairs each row has
     * @param others how many rows the other side has
     * @return [rows]
     */
    public double[] lambdas(RowCounts rows, long others) {
        double[] lambdas = new double[rows.observed().length];
        for (int row = 0; row < lambdas.length; row++) {
            lambdas[row] = regularization.of(rows.observed()[row], rows.positives()[row], unobserved * others);
        }
        return lambdas;
    }
}
