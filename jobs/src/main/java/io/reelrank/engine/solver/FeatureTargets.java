package io.reelrank.engine.solver;

import java.io.Serializable;

/**
 * The right-hand side of the regression of factors on features, with the squares of the factors. It is additive over
 * blocks of rows.
 *
 * @param products [features × rank] Fᵀ Λ Y
 * @param squares Σ λ_i ‖y_i‖²
 */
// An array, because boxed numbers would cost more than the sums. Nobody calls equals.
@SuppressWarnings("ArrayRecordComponent")
public record FeatureTargets(double[] products, double squares) implements Serializable {
    /** The sums over no rows. */
    public static FeatureTargets none(int features, int rank) {
        return new FeatureTargets(new double[Math.multiplyExact(features, rank)], 0);
    }

    /**
     * The sums over a block of rows.
     *
     * @param features how many features there are
     * @param rank the length of a row's factors
     * @param rows f: an index is a feature's number, a strength its value
     * @param lambdas [rows] λ
     * @param factors [rows × rank] y
     */
    public static FeatureTargets of(int features, int rank, SparseRows rows, double[] lambdas, float[] factors) {
        double[] products = new double[Math.multiplyExact(features, rank)];
        double squares = 0;
        for (int row = 0; row < rows.size(); row++) {
            int y = row * rank;
            for (int at = rows.starts()[row]; at < rows.starts()[row + 1]; at++) {
                double weight = lambdas[row] * rows.strengths()[at];
                int feature = rows.indices()[at] * rank;
                for (int k = 0; k < rank; k++) {
                    products[feature + k] += weight * factors[y + k];
                }
            }
            double square = 0;
            for (int k = 0; k < rank; k++) {
                square += (double) factors[y + k] * factors[y + k];
            }
            squares += lambdas[row] * square;
        }
        return new FeatureTargets(products, squares);
    }

    /** The sums over these rows and others. */
    public FeatureTargets plus(FeatureTargets other) {
        double[] sums = products.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.products[i];
        }
        return new FeatureTargets(sums, squares + other.squares);
    }
}
