package io.reelrank.engine.als;

import io.reelrank.engine.solver.SparseRows;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Features of items, as a prior of their factors. An item's factors are drawn not to zero but to a linear map of its
 * features. The map W is fitted together with the factors:
 *
 * <pre>Σ_i λ_i ‖y_i − Wᵀ f_i‖² + μ ‖W‖²   in place of   Σ_i λ_i ‖y_i‖²</pre>
 *
 * (the regression-based prior of Agarwal and Chen 2009, "Regression-based latent factor models", with a point estimate
 * of W and the implicit objective). f_i is 1/√k for each of the item's k features and 0 for the others. So ‖f_i‖ = 1,
 * and an item is not drawn far from zero only because it has many features. An item without features is drawn to zero.
 *
 * <p>Memory for F features and rank f: on the driver at most 200 F f bytes, and at most 300 bytes for each pair of
 * features that an item has together, of which there are at most F²/2; on an executor 4 F f bytes, and 8 F f for each
 * task.
 *
 * @param items {@code video_idx, features}, each item once; features are numbers from 0, ascending
 * @param features F, how many features there are
 * @param ridge μ, positive
 */
public record FeaturePrior(Dataset<Row> items, int features, double ridge) {
    /** The column of an item's features: array of int. */
    static final String FEATURES = "features";

    /** f of items, given the features of each. */
    static SparseRows normalised(int[][] features) {
        int[] starts = new int[features.length + 1];
        for (int row = 0; row < features.length; row++) {
            starts[row + 1] = Math.addExact(starts[row], features[row].length);
        }
        int[] indices = new int[starts[features.length]];
        float[] values = new float[indices.length];
        for (int row = 0; row < features.length; row++) {
            System.arraycopy(features[row], 0, indices, starts[row], features[row].length);
            Arrays.fill(values, starts[row], starts[row + 1], (float) (1 / Math.sqrt(features[row].length)));
        }
        return new SparseRows(starts, indices, values);
    }

    /** The features in a row of {@code video_idx, features}. */
    static int[] featuresOf(Row item) {
        return item.<Integer>getList(1).stream().mapToInt(feature -> feature).toArray();
    }
}
