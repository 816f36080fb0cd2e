package io.reelrank.engine.scoring;

import io.reelrank.engine.solver.Objective;
import java.util.Arrays;

/**
 * Why a model scores items as it does for one user (Hu, Koren, Volinsky 2008, section 5). The user's factors solve
 *
 * <pre>x_u = A⁻¹ Yᵀ Cᵘ p(u),   A = Yᵀ Cᵘ Y + λ_u I = α₀ YᵀY + Σ_j α |r_uj| y_j y_jᵀ + λ_u I</pre>
 *
 * So a score is a sum over the user's positives:
 *
 * <pre>x_uᵀ y_i = Σ_{j: r_uj > 0} s_ij c_uj,   s_ij = y_iᵀ A⁻¹ y_j,   c_uj = α₀ + α r_uj</pre>
 *
 * It is exact if the last half sweep solved the users against these item factors, as ours and MLlib's do. Cost: rank³/3
 * for the user and rank² for each past item, then rank² + rank · past for each explained item.
 */
public final class ScoreExplanation {
    private final ItemFactors items;
    /** [past] offsets of the past items in the factors. */
    private final int[] offsets;
    /** [past] c_uj; 0 for an item that is no positive. */
    private final double[] confidences;
    /** [rank × rank] Lᵀ of A = L Lᵀ. */
    private final double[] upper;

    /**
     * Prepares the explanations of one user.
     *
     * @param items the factors of the model
     * @param past ids of the items in the user's training row
     * @param strengths [past] r_uj
     * @param objective the objective of the training
     * @param trained the number of items in training
     */
    public ScoreExplanation(ItemFactors items, int[] past, float[] strengths, Objective objective, long trained) {
        this.items = items;
        this.offsets = Arrays.stream(past).map(items::offset).toArray();
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
            if (offsets[j] >= 0 && strengths[j] != 0) {
                confidences[j] = objective.target(strengths[j]);
                items.addOuter(objective.weight(strengths[j]), offsets[j], matrix);
            }
        }
        double lambda = objective.regularization().of(observed, positives, objective.unobserved() * trained);
        for (int k = 0; k < items.rank(); k++) {
            matrix[k * items.rank() + k] += lambda;
        }
        this.upper = cholesky(matrix, items.rank());
    }

    /**
     * The contribution of each past item to the score of an item.
     *
     * @param item an item's id; if the model does not know it, all contributions are 0
     * @return [past] contributions that add up to x_uᵀ y_i; 0 for past items that are no positives
     */
    public double[] contributions(int item) {
        return contributions(items, item);
    }

    /**
     * The contribution of each past item to the score of an item that was not in training.
     *
     * @param others items whose factors were not trained
     * @param item the id of one of them
     * @return as in {@link #contributions(int)}
     */
    public double[] contributions(ItemFactors others, int item) {
        double[] contributions = new double[offsets.length];
        int offset = others.offset(item);
        if (offset >= 0) {
            double[] z = solve(others.at(offset));
            for (int j = 0; j < contributions.length; j++) {
                contributions[j] = confidences[j] == 0 ? 0 : confidences[j] * items.dot(offsets[j], z);
            }
        }
        return contributions;
    }

    /** Lᵀ of A = L Lᵀ, by rows; overwrites the upper half of A. By rows, so that each step runs along memory. */
    private static double[] cholesky(double[] a, int n) {
        double[] row = new double[n];
        for (int m = 0; m < n; m++) {
            int at = m * n;
            double diagonal = Math.sqrt(a[at + m]);
            a[at + m] = diagonal;
            for (int l = m + 1; l < n; l++) {
                a[at + l] /= diagonal;
            }
            System.arraycopy(a, at, row, 0, n);
            for (int k = m + 1; k < n; k++) {
                subtract(row[k], row, k, a, k * n + k, n - k);
            }
        }
        return a;
    }

    /** A⁻¹ y; overwrites y. */
    private double[] solve(double[] y) {
        int n = y.length;
        for (int k = 0; k < n; k++) {
            y[k] /= upper[k * n + k];
            subtract(y[k], upper, k * n + k + 1, y, k + 1, n - k - 1);
        }
        for (int k = n - 1; k >= 0; k--) {
            y[k] = (y[k] - dotBehind(k, y)) / upper[k * n + k];
        }
        return y;
    }

    /** The dot product of a row of Lᵀ and y behind the diagonal, in four sums as in {@link ItemFactors#dot}. */
    private double dotBehind(int row, double[] y) {
        int n = y.length;
        int at = row * n;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int m = row + 1;
        for (; m + 4 <= n; m += 4) {
            s0 += upper[at + m] * y[m];
            s1 += upper[at + m + 1] * y[m + 1];
            s2 += upper[at + m + 2] * y[m + 2];
            s3 += upper[at + m + 3] * y[m + 3];
        }
        for (; m < n; m++) {
            s0 += upper[at + m] * y[m];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** y −= factor · x over some elements. */
    private static void subtract(double factor, double[] x, int xAt, double[] y, int yAt, int length) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] -= factor * x[xAt + i];
        }
    }
}
