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
 * for the user and rank² for each past item, then rank² + rank · past for each explained item. Items are explained together,
 * so that each step runs along memory.
 */
public final class ScoreExplanation {
    private final ItemFactors items;
    private final ItemFactors others;
    /** [past] offsets of the past items in the factors. */
    private final int[] offsets;
    /** [past] c_uj; 0 for an item that is no positive. */
    private final double[] confidences;
    /** A. */
    private final SymmetricSystem system;

    /**
     * Prepares the explanations of one user.
     *
     * @param items the factors of the model
     * @param others items that were not in training, and their factors
     * @param past ids of the items in the user's training row
     * @param strengths [past] r_uj
     * @param objective the objective of the training
     * @param trained the number of items in training
     */
    public ScoreExplanation(
            ItemFactors items, ItemFactors others, int[] past, float[] strengths, Objective objective, long trained) {
        this.items = items;
        this.others = others;
        this.offsets = Arrays.stream(past).map(items::offset).toArray();
        this.confidences = new double[past.length];
        double[] matrix = items.gramian();
        for (int k = 0; k < matrix.length; k++) {
            matrix[k] *= objective.unobserved();
        }
        int[] known = new int[past.length];
        double[] weights = new double[past.length];
        int count = 0;
        int observed = 0;
        int positives = 0;
        for (int j = 0; j < past.length; j++) {
            observed += strengths[j] != 0 ? 1 : 0;
            positives += strengths[j] > 0 ? 1 : 0;
            if (offsets[j] >= 0 && strengths[j] != 0) {
                confidences[j] = objective.target(strengths[j]);
                weights[count] = objective.weight(strengths[j]);
                known[count++] = offsets[j];
            }
        }
        items.addOuter(weights, known, count, matrix);
        double lambda = objective.regularization().of(observed, positives, objective.unobserved() * trained);
        for (int k = 0; k < items.rank(); k++) {
            matrix[k * items.rank() + k] += lambda;
        }
        this.system = new SymmetricSystem(items.rank(), matrix);
    }

    /**
     * The contribution of each past item to the scores of some items.
     *
     * @param explained the items' ids
     * @return [items × past] contributions that add up to x_uᵀ y_i; 0 for past items that are no positives, and for an item
     *     that has no factors
     */
    public double[][] contributions(int[] explained) {
        int count = explained.length;
        double[] columns = new double[items.rank() * count];
        for (int i = 0; i < count; i++) {
            ItemFactors known = others.has(explained[i]) ? others : items;
            known.write(known.offset(explained[i]), columns, i, count);
        }
        system.solve(columns, count);
        double[][] contributions = new double[count][offsets.length];
        double[] products = new double[count];
        for (int j = 0; j < offsets.length; j++) {
            if (confidences[j] != 0) {
                items.multiply(offsets[j], columns, products);
                for (int i = 0; i < count; i++) {
                    contributions[i][j] = confidences[j] * products[i];
                }
            }
        }
        return contributions;
    }
}
