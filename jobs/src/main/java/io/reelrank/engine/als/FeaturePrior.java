package io.reelrank.engine.als;

import io.reelrank.engine.solver.SparseRows;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is known of items beside who met them, and how strongly it is believed: an item's factors are drawn not to zero
 * but to a linear map of its features, which is found with them,
 *
 * <pre>Σ_i λ_i ‖y_i − Wᵀ f_i‖² + μ ‖W‖²   in place of   Σ_i λ_i ‖y_i‖²</pre>
 *
 * (the regression-based prior of Agarwal and Chen 2009, "Regression-based latent factor models", with a point estimate
 * of W and the implicit objective). f_i has 1/√k for each of the item's k features and 0 for the others, so that ‖f_i‖
 * = 1 and an item that has many is not believed to be far from zero for that. An item without features is drawn to
 * zero.
 *
 * <p>Memory of the driver: for F features and rank f, 200 F f bytes at the most, and 300 bytes at the most for every
 * two features that some item has both, of which there are at most F²/2; of an executor, 4 F f bytes and 8 F f a task.
 *
 * @param items {@code video_idx, features}: numbers of the features, ascending, from 0; each item once
 * @param features how many features there are
 * @param ridge μ, positive
 */
public record FeaturePrior(Dataset<Row> items, int features, double ridge) {
    /** f of items. */
    static SparseRows unit(int[][] features) {
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

    /** The features of one row of {@code video_idx, features}. */
    static int[] of(Row item) {
        return item.<Integer>getList(1).stream().mapToInt(feature -> feature).toArray();
    }
}
