package io.reelrank.engine.als;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.reduce.OrderedReduce;
import io.reelrank.engine.solver.FeatureGramian;
import io.reelrank.engine.solver.FeatureMap;
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
 * Factors of cold-start items, which have features but no ratings. After training, the trained items' factors are
 * regressed on their features,
 *
 * <pre>min_W Σ_i ‖y_i − Wᵀ f_i‖² + μ ‖W‖²,</pre>
 *
 * f and μ as in {@link FeaturePrior}. Any training may have made the factors; it is not changed.
 */
public final class ColdStartItems {
    private ColdStartItems() {}

    /**
     * The factors of the items that have features and were not trained.
     *
     * @param prior the items' features, and μ
     * @param trained {@code video_idx, factors}, each [rank]
     * @param rank the length of an item's factors
     * @param blocks in how many blocks the items are summed; the blocks are added in order
     * @return {@code video_idx, factors}
     */
    public static Dataset<Row> of(FeaturePrior prior, Dataset<Row> trained, int rank, int blocks) {
        int count = prior.features();
        JavaRDD<TrainedItems> items = prior.items()
                .select(EngineColumns.VIDEO_IDX, FeaturePrior.FEATURES)
                .join(trained.select(EngineColumns.VIDEO_IDX, EngineColumns.FACTORS), EngineColumns.VIDEO_IDX)
                .repartitionById(blocks, new BlockHash(blocks).blockOf(EngineColumns.VIDEO_IDX))
                .sortWithinPartitions(EngineColumns.VIDEO_IDX)
                .javaRDD()
                .mapPartitions(rows -> List.of(TrainedItems.of(rows, rank)).iterator())
                .persist(StorageLevel.MEMORY_AND_DISK());
        FeatureGramian gramian = OrderedReduce.reduce(
                items.map(block -> FeatureGramian.of(count, block.features(), block.ones())),
                FeatureGramian.none(count),
                FeatureGramian::plus);
        FeatureTargets targets = OrderedReduce.reduce(
                items.map(block -> FeatureTargets.of(count, rank, block.features(), block.ones(), block.factors())),
                FeatureTargets.none(count, rank),
                FeatureTargets::plus);
        items.unpersist();
        FeatureMap map = new FeatureRegression(gramian, prior.ridge()).fit(targets, FeatureMap.zero(count, rank));
        return mapped(prior, map, trained, rank);
    }

    /** Wᵀ f of the items that have features and were not trained: {@code video_idx, factors}. */
    static Dataset<Row> mapped(FeaturePrior prior, FeatureMap map, Dataset<Row> trained, int rank) {
        Broadcast<FeatureMap> shared = JavaSparkContext.fromSparkContext(
                        trained.sparkSession().sparkContext())
                .broadcast(map);
        JavaRDD<FactorBlock> mapped = prior.items()
                .select(EngineColumns.VIDEO_IDX, FeaturePrior.FEATURES)
                .filter("size(%s) > 0".formatted(FeaturePrior.FEATURES))
                .join(trained.select(EngineColumns.VIDEO_IDX), new String[] {EngineColumns.VIDEO_IDX}, "left_anti")
                .javaRDD()
                .map(item -> new FactorBlock(
                        0,
                        new int[] {item.getInt(0)},
                        shared.value().of(FeaturePrior.normalised(new int[][] {FeaturePrior.featuresOf(item)}))));
        return Factorization.rows(trained.sparkSession(), mapped, EngineColumns.VIDEO_IDX, rank);
    }

    /**
     * A block of trained items.
     *
     * @param features f of each item
     * @param factors [rows × rank]
     */
    // An array, because boxed numbers would cost more than the sums. Nobody calls equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record TrainedItems(SparseRows features, float[] factors) implements Serializable {
        /** Packs rows of {@code video_idx, features, factors}. */
        static TrainedItems of(Iterator<Row> rows, int rank) {
            List<int[]> features = new ArrayList<>();
            List<float[]> factors = new ArrayList<>();
            rows.forEachRemaining(row -> {
                features.add(FeaturePrior.featuresOf(row));
                float[] ofRow = new float[rank];
                List<Float> values = row.getList(2);
                for (int k = 0; k < rank; k++) {
                    ofRow[k] = values.get(k);
                }
                factors.add(ofRow);
            });
            return new TrainedItems(
                    FeaturePrior.normalised(features.toArray(int[][]::new)), FactorBlock.concatenated(factors, rank));
        }

        /** [rows] the weight of each item in the regression: 1. */
        double[] ones() {
            double[] ones = new double[features.size()];
            Arrays.fill(ones, 1);
            return ones;
        }
    }
}
