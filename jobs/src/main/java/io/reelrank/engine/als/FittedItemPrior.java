package io.reelrank.engine.als;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.reduce.OrderedReduce;
import io.reelrank.engine.solver.FeatureGramian;
import io.reelrank.engine.solver.FeatureMap;
import io.reelrank.engine.solver.FeatureRegression;
import io.reelrank.engine.solver.FeatureTargets;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.SparseRows;
import java.io.Serializable;
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
 * A {@link FeaturePrior} during training. In the normal equations of the map, Fᵀ Λ F is summed once, and Fᵀ Λ Y once
 * a sweep. The driver solves the equations; this work does not grow with the number of items.
 */
final class FittedItemPrior implements ItemPrior {
    private final FeaturePrior prior;
    private final int rank;
    private final JavaRDD<ItemFeatures> itemFeatures;
    private final FeatureRegression regression;
    private FeatureMap map;
    private double regularization;

    private FittedItemPrior(
            FeaturePrior prior, int rank, JavaRDD<ItemFeatures> itemFeatures, FeatureRegression regression) {
        this.prior = prior;
        this.rank = rank;
        this.itemFeatures = itemFeatures;
        this.regression = regression;
        this.map = FeatureMap.zero(prior.features(), rank);
    }

    /**
     * Joins the features to the items.
     *
     * @param items the items
     * @param users how many users there are
     */
    static FittedItemPrior of(FeaturePrior prior, RatingSide items, long users, Objective objective, int rank) {
        BlockHash hash = items.split().hash();
        JavaRDD<Row> features = prior.items()
                .select(EngineColumns.VIDEO_IDX, FeaturePrior.FEATURES)
                .repartitionById(hash.blocks(), hash.blockOf(EngineColumns.VIDEO_IDX))
                .javaRDD();
        JavaRDD<ItemFeatures> itemFeatures = items.blocks()
                .zipPartitions(
                        features, (blocks, rows) -> List.of(ItemFeatures.of(blocks.next(), rows, objective, users))
                                .iterator())
                .persist(StorageLevel.MEMORY_AND_DISK());
        int count = prior.features();
        FeatureGramian gramian = OrderedReduce.reduce(
                itemFeatures.map(block -> FeatureGramian.of(count, block.features(), block.lambdas())),
                FeatureGramian.none(count),
                FeatureGramian::plus);
        return new FittedItemPrior(prior, rank, itemFeatures, new FeatureRegression(gramian, prior.ridge()));
    }

    @Override
    public JavaRDD<float[]> means() {
        // Never destroyed: Spark may have to compute lost factors again from this map.
        Broadcast<FeatureMap> shared =
                JavaSparkContext.fromSparkContext(itemFeatures.context()).broadcast(map);
        return itemFeatures.map(block -> shared.value().of(block.features()));
    }

    @Override
    public void fit(JavaRDD<FactorBlock> factors) {
        int count = prior.features();
        int length = rank;
        FeatureTargets targets = OrderedReduce.reduce(
                itemFeatures
                        .zip(factors)
                        .map(block -> FeatureTargets.of(
                                count,
                                length,
                                block._1().features(),
                                block._1().lambdas(),
                                block._2().factors())),
                FeatureTargets.none(count, length),
                FeatureTargets::plus);
        map = regression.fit(targets, map);
        regularization = regression.value(targets, map);
    }

    @Override
    public double regularization(HalfSweep solved) {
        return regularization;
    }

    @Override
    public Dataset<Row> coldItems(Dataset<Row> trained) {
        return ColdStartItems.mapped(prior, map, trained, rank);
    }

    @Override
    public float[] weights() {
        return map.asFloats();
    }

    @Override
    public void restore(float[] weights) {
        map = FeatureMap.of(rank, weights);
    }

    @Override
    public void release() {
        itemFeatures.unpersist();
    }

    /**
     * The features of a block's items.
     *
     * @param features f of each item
     * @param lambdas [rows] λ of each item
     */
    // An array, because boxed numbers would cost more than the sums. Nobody calls equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record ItemFeatures(SparseRows features, double[] lambdas) implements Serializable {
        static ItemFeatures of(RatingBlock block, Iterator<Row> rows, Objective objective, long users) {
            int[][] features = new int[block.ids().length][0];
            rows.forEachRemaining(row -> {
                int position = Arrays.binarySearch(block.ids(), row.getInt(0));
                if (position >= 0) {
                    features[position] = FeaturePrior.featuresOf(row);
                }
            });
            return new ItemFeatures(FeaturePrior.normalised(features), objective.lambdas(block.counts(), users));
        }
    }
}
