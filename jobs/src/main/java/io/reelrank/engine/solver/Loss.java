package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/**
 * The exact value of the {@link Objective}, without a pass over unobserved pairs:
 *
 * <pre>Σ_ui α₀ (x_uᵀ y_i)² = α₀ tr(XᵀX YᵀY),   and for each observed pair   c (p − s)² − α₀ s²,  s = xᵀy</pre>
 *
 * The loss of a model is the sum of one {@link #unobserved}, {@link #observed} of the blocks of one side, and
 * {@link #regularization} of the blocks of both sides. The caller adds the blocks in a fixed order. Scores are summed
 * in floats, as in the solvers, and everything else in doubles.
 */
public final class Loss {
    private Loss() {}

    /**
     * The loss if no pair were observed: α₀ Σ_ui (x_uᵀ y_i)² over all pairs.
     *
     * @param gramian [rank × rank] of one side
     * @param other [rank × rank] of the other side, in the same basis
     */
    public static double unobserved(Objective objective, double[] gramian, double[] other) {
        double sum = 0;
        for (int i = 0; i < gramian.length; i++) {
            sum += gramian[i] * other[i];
        }
        return objective.unobserved() * sum;
    }

    /**
     * The difference that a block's observed pairs make to {@link #unobserved}.
     *
     * @param rows the block's pairs
     * @param factors [rows × rank] of the block
     * @param others [… × rank] of the other side, in the same basis
     */
    public static double observed(Objective objective, int rank, SparseRows rows, float[] factors, float[] others) {
        Kernels kernels = Kernels.best();
        double sum = 0;
        for (int row = 0; row < rows.size(); row++) {
            double ofRow = 0;
            for (int at = rows.starts()[row]; at < rows.starts()[row + 1]; at++) {
                float strength = rows.strengths()[at];
                double score = dot(kernels, factors, row * rank, others, rows.indices()[at] * rank, rank);
                double miss = (strength > 0 ? 1 : 0) - score;
                ofRow += (objective.unobserved() + objective.weight(strength)) * miss * miss
                        - objective.unobserved() * score * score;
            }
            sum += ofRow;
        }
        return sum;
    }

    /**
     * The regularisation Σ λ_u ‖x_u − m_u‖² of a block.
     *
     * @param lambdas [rows] λ
     * @param factors [rows × rank] of the block
     * @param prior [rows × rank] m, or an empty array for zero
     */
    public static double regularization(int rank, double[] lambdas, float[] factors, float[] prior) {
        double sum = 0;
        for (int row = 0; row < lambdas.length; row++) {
            double square = 0;
            for (int k = row * rank; k < (row + 1) * rank; k++) {
                double distance = (double) factors[k] - (prior.length > 0 ? prior[k] : 0f);
                square += distance * distance;
            }
            sum += lambdas[row] * square;
        }
        return sum;
    }

    private static float dot(Kernels kernels, float[] a, int aAt, float[] b, int bAt, int length) {
        int whole = length / Matrix.LANES * Matrix.LANES;
        float sum = kernels.dot(a, aAt, b, bAt, whole);
        for (int k = whole; k < length; k++) {
            sum += a[aAt + k] * b[bAt + k];
        }
        return sum;
    }
}
