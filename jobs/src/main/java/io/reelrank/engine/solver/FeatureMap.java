package io.reelrank.engine.solver;

import java.io.Serializable;
import java.util.Arrays;

/**
 * W, a linear map from the features of a row to the prior mean of its factors, m_i = Wᵀ f_i. Immutable.
 *
 * <p>Memory: 4 · features · rank bytes.
 */
public final class FeatureMap implements Serializable {
    private static final long serialVersionUID = 1;

    private final int rank;
    /** [features × rank] W. */
    private final float[] weights;

    private FeatureMap(int rank, float[] weights) {
        this.rank = rank;
        this.weights = weights;
    }

    /** The map of all features to zero. */
    public static FeatureMap zero(int features, int rank) {
        return new FeatureMap(rank, new float[Math.multiplyExact(features, rank)]);
    }

    /** The map with weights [features × rank]. */
    public static FeatureMap of(int rank, float[] weights) {
        return new FeatureMap(rank, weights.clone());
    }

    /** [features × rank] W. */
    public float[] asFloats() {
        return weights.clone();
    }

    /** The map with weights [features × rank], rounded to floats. */
    static FeatureMap rounded(int rank, double[] weights) {
        float[] floats = new float[weights.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) weights[i];
        }
        return new FeatureMap(rank, floats);
    }

    /**
     * The means Wᵀ f of rows.
     *
     * @param rows f: an index is a feature's number, a strength its value
     * @return [rows × rank]
     */
    public float[] of(SparseRows rows) {
        float[] means = new float[Math.multiplyExact(rows.size(), rank)];
        double[] sum = new double[rank];
        for (int row = 0; row < rows.size(); row++) {
            Arrays.fill(sum, 0);
            for (int at = rows.starts()[row]; at < rows.starts()[row + 1]; at++) {
                int feature = rows.indices()[at] * rank;
                for (int k = 0; k < rank; k++) {
                    sum[k] += (double) rows.strengths()[at] * weights[feature + k];
                }
            }
            for (int k = 0; k < rank; k++) {
                means[row * rank + k] = (float) sum[k];
            }
        }
        return means;
    }

    int rank() {
        return rank;
    }

    /** [features × rank] a copy of W, in doubles. */
    double[] weights() {
        double[] doubles = new double[weights.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = weights[i];
        }
        return doubles;
    }
}
