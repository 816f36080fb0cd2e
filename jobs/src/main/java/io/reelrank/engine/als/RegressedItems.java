package io.reelrank.engine.als;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.solver.FeatureMap;
import io.reelrank.engine.solver.FeatureProducts;
import io.reelrank.engine.solver.FeatureRegression;
import io.reelrank.engine.solver.FeatureTargets;
import io.reelrank.engine.solver.SparseRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Factors of items that nobody met, by what is known of them: the trained items' factors regressed on their features,
 *
 * <pre>min_W Σ_i ‖y_i − Wᵀ f_i‖² + μ ‖W‖²,</pre>
 *
 * f and μ as in {@link FeaturePrior}, whoever trained the factors. Training does not know of it.
 */
public final class RegressedItems {
    private RegressedItems() {}

    /**
     * The factors of those that have features and were not trained.
     *
     * @param prior the items' features, and μ
     * @param trained {@code video_idx, factors}, each [rank]
     * @param rank the factors' length
     * @param blocks in how many blocks the items are summed; sums are added in their order
     * @return {@code video_idx, factors}
     */
    public static Dataset<Row> of(FeaturePrior prior, Dataset<Row> trained, int rank, int blocks) {
        int count = prior.features();
        JavaRDD<TrainedItems> known = prior.items()
                .select(EngineColumns.VIDEO_IDX, "features")
                .join(trained.select(EngineColumns.VIDEO_IDX, EngineColumns.FACTORS), EngineColumns.VIDEO_IDX)
                .repartitionById(blocks, new BlockNumbers(blocks).of("video_idx"))
                .sortWithinPartitions(EngineColumns.VIDEO_IDX)
                .javaRDD()
                .mapPartitions(rows -> List.of(TrainedItems.of(rows, rank)).iterator())
                .persist(StorageLevel.MEMORY_AND_DISK());
        FeatureProducts products = InOrder.reduced(
                known.map(block -> FeatureProducts.of(count, block.features(), block.ones())),
                FeatureProducts.none(count),
                FeatureProducts::plus);
        FeatureTargets targets = InOrder.reduced(
                known.map(block -> FeatureTargets.of(count, rank, block.features(), block.ones(), block.factors())),
                FeatureTargets.none(count, rank),
                FeatureTargets::plus);
        known.unpersist();
        FeatureMap map = new FeatureRegression(products, prior.ridge()).fit(targets, FeatureMap.zero(count, rank));
        return untrained(prior, map, trained, rank);
    }

    /** Wᵀ f of the items that have features and were not trained. */
    static Dataset<Row> untrained(FeaturePrior prior, FeatureMap map, Dataset<Row> trained, int rank) {
        Broadcast<FeatureMap> shared = JavaSparkContext.fromSparkContext(
                        trained.sparkSession().sparkContext())
                .broadcast(map);
        JavaRDD<FactorBlock> mapped = prior.items()
                .select(EngineColumns.VIDEO_IDX, "features")
                .filter("size(features) > 0")
                .join(trained.select(EngineColumns.VIDEO_IDX), new String[] {EngineColumns.VIDEO_IDX}, "left_anti")
                .javaRDD()
                .map(item -> new FactorBlock(
                        0,
                        new int[] {item.getInt(0)},
                        shared.value().of(FeaturePrior.unit(new int[][] {FeaturePrior.of(item)}))));
        return Factorization.rows(trained.sparkSession(), mapped, "video_idx", rank);
    }

    /**
     * Trained items.
     *
     * @param features f of each
     * @param factors [rows × rank]
     */
    // An array, because boxes cost more than the sums; nobody compares these by equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record TrainedItems(SparseRows features, float[] factors) implements Serializable {
        static TrainedItems of(Iterator<Row> rows, int rank) {
            List<int[]> features = new ArrayList<>();
            List<float[]> factors = new ArrayList<>();
            rows.forEachRemaining(row -> {
                features.add(FeaturePrior.of(row));
                float[] ofRow = new float[rank];
                List<Float> values = row.getList(2);
                for (int k = 0; k < rank; k++) {
                    ofRow[k] = values.get(k);
                }
                factors.add(ofRow);
            });
            float[] joined = new float[Math.multiplyExact(factors.size(), rank)];
            for (int row = 0; row < factors.size(); row++) {
                System.arraycopy(factors.get(row), 0, joined, row * rank, rank);
            }
            return new TrainedItems(FeaturePrior.unit(features.toArray(int[][]::new)), joined);
        }

        /** [rows] each item counts alike. */
        double[] ones() {
            double[] ones = new double[features.size()];
            Arrays.fill(ones, 1);
            return ones;
        }
    }
}
