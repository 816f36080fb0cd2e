package io.reelrank.engine.scoring;

import io.reelrank.engine.solver.Objective;
import java.util.Arrays;

/**
 * Why a model scores items as it does for one user (Hu, Koren, Volinsky 2008, section 5). The user's factors solve
 *
 * <pre>x_u = A⁻¹ Yᵀ Cᵘ p(u),   A = Yᵀ Cᵘ Y + λ_u I = α₀ YᵀY + Σ_j α |r_uj| y_j y_jᵀ + λ_u I</pre>
 *
 * So a score is a sum over what the user wanted:
 *
 * <pre>x_uᵀ y_i = Σ_{j: r_uj > 0} s_ij c_uj,   s_ij = y_iᵀ A⁻¹ y_j,   c_uj = α₀ + α r_uj</pre>
 *
 * Exact where the users were solved last, with these factors, as our solver and MLlib do. Steps: rank² a past item and
 * rank³/3 for the user, then rank² + rank · past an item explained.
 */
public final class ScoreExplanation {
    private final ItemFactors items;
    private final int[] positions;
    private final double[] confidences;
    private final double[] lower;

    /**
     * Prepares the explanations of one user.
     *
     * @param items the model's
     * @param past numbers of the items of the user's row in training
     * @param strengths [past] r_uj
     * @param objective what training minimised
     * @param trained how many items training met
     */
    public ScoreExplanation(ItemFactors items, int[] past, float[] strengths, Objective objective, long trained) {
        this.items = items;
        this.positions = Arrays.stream(past).map(items::position).toArray();
        this.confidences = new double[past.length];
        double[] matrix = items.gramian();
        for (int k = 0; k < matrix.length; k++) {
            matrix[k] *= objective.unobserved();
        }
        int observed = 0;
        int positives = 0;
        for (int j = 0; j < past.length; j++) {
            observed += strengths[j] != 0 ? 1 : 0;
            positives += strengths[j] > 0 ? 1 : 0;
            if (positions[j] >= 0 && strengths[j] != 0) {
                confidences[j] = objective.target(strengths[j]);
                items.addOuter(objective.weight(strengths[j]), positions[j], matrix);
            }
        }
        double lambda = objective.regularization().of(observed, positives, objective.unobserved() * trained);
        for (int k = 0; k < items.rank(); k++) {
            matrix[k * items.rank() + k] += lambda;
        }
        this.lower = cholesky(matrix, items.rank());
    }

    /**
     * What each past item contributes to an item's score.
     *
     * @param item an item's number; one that the model does not know has no contribution
     * @return [past], parallel to the past items; 0 for those that the user did not want; they add up to x_uᵀ y_i
     */
    public double[] contributions(int item) {
        return contributions(items, item);
    }

    /**
     * What each past item contributes to the score of an item that training did not meet.
     *
     * @param others items with factors from elsewhere
     * @param item an item's number among them
     * @return as of {@link #contributions(int)}
     */
    public double[] contributions(ItemFactors others, int item) {
        double[] contributions = new double[positions.length];
        int position = others.position(item);
        if (position >= 0) {
            double[] z = solved(others.at(position));
            for (int j = 0; j < contributions.length; j++) {
                contributions[j] = confidences[j] == 0 ? 0 : confidences[j] * items.dot(positions[j], z);
            }
        }
        return contributions;
    }

    /** L of A = L Lᵀ, in place of A's lower half. */
    private static double[] cholesky(double[] a, int n) {
        for (int k = 0; k < n; k++) {
            for (int l = 0; l <= k; l++) {
                double sum = a[k * n + l];
                for (int m = 0; m < l; m++) {
                    sum -= a[k * n + m] * a[l * n + m];
                }
                a[k * n + l] = k == l ? Math.sqrt(sum) : sum / a[l * n + l];
            }
        }
        return a;
    }

    /** A⁻¹ y, in place of y. */
    private double[] solved(double[] y) {
        int n = y.length;
        for (int k = 0; k < n; k++) {
            for (int m = 0; m < k; m++) {
                y[k] -= lower[k * n + m] * y[m];
            }
            y[k] /= lower[k * n + k];
        }
        for (int k = n - 1; k >= 0; k--) {
            for (int m = k + 1; m < n; m++) {
                y[k] -= lower[m * n + k] * y[m];
            }
            y[k] /= lower[k * n + k];
        }
        return y;
    }
}
