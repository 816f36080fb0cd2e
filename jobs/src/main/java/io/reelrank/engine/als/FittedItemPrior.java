package io.reelrank.engine.als;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.solver.FeatureMap;
import io.reelrank.engine.solver.FeatureProducts;
import io.reelrank.engine.solver.FeatureRegression;
import io.reelrank.engine.solver.FeatureTargets;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.SparseRows;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * A {@link FeaturePrior} while it is trained. What the map's system needs of the items is Fᵀ Λ F, which is summed once,
 * and Fᵀ Λ Y, once a sweep; the system is solved on the driver, whose work does not grow with the items.
 */
final class FittedItemPrior implements ItemPrior {
    private final FeaturePrior prior;
    private final int rank;
    private final JavaRDD<KnownItems> known;
    private final FeatureRegression regression;
    private FeatureMap map;
    private double regularization;

    private FittedItemPrior(FeaturePrior prior, int rank, JavaRDD<KnownItems> known, FeatureRegression regression) {
        this.prior = prior;
        this.rank = rank;
        this.known = known;
        this.regression = regression;
        this.map = FeatureMap.zero(prior.features(), rank);
    }

    /**
     * Brings features to the items that they are of.
     *
     * @param items the items
     * @param users how many users there are
     */
    static FittedItemPrior of(
            FeaturePrior prior, RatingSide items, long users, Objective objective, int rank, BlockNumbers numbers) {
        JavaRDD<Row> features = prior.items()
                .select(EngineColumns.VIDEO_IDX, "features")
                .repartitionById(numbers.count(), numbers.of("video_idx"))
                .javaRDD();
        JavaRDD<KnownItems> known = items.blocks()
                .zipPartitions(features, (block, rows) -> {
                    RatingBlock packed = block.next();
                    int[][] ofRows = new int[packed.ids().length][0];
                    rows.forEachRemaining(row -> {
                        int at = Arrays.binarySearch(packed.ids(), row.getInt(0));
                        if (at >= 0) {
                            ofRows[at] = FeaturePrior.of(row);
                        }
                    });
                    return List.of(new KnownItems(FeaturePrior.unit(ofRows), objective.lambdas(packed.counts(), users)))
                            .iterator();
                })
                .persist(StorageLevel.MEMORY_AND_DISK());
        int count = prior.features();
        FeatureProducts products = InOrder.reduced(
                known.map(block -> FeatureProducts.of(count, block.features(), block.lambdas())),
                FeatureProducts.none(count),
                FeatureProducts::plus);
        return new FittedItemPrior(prior, rank, known, new FeatureRegression(products, prior.ridge()));
    }

    @Override
    public JavaRDD<float[]> means() {
        Broadcast<FeatureMap> shared = shared();
        return known.map(block -> shared.value().of(block.features()));
    }

    @Override
    public void fit(JavaRDD<FactorBlock> factors) {
        int count = prior.features();
        int length = rank;
        FeatureTargets targets = InOrder.reduced(
                known.zip(factors)
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
    public Dataset<Row> untrained(Dataset<Row> trained) {
        return RegressedItems.untrained(prior, map, trained, rank);
    }

    @Override
    public void forget() {
        known.unpersist();
    }

    /** The map everywhere. Nobody destroys it, because what was computed from it may have to be computed again. */
    private Broadcast<FeatureMap> shared() {
        return JavaSparkContext.fromSparkContext(known.context()).broadcast(map);
    }

    /**
     * What is known of a block's items.
     *
     * @param features f of each
     * @param lambdas [rows] λ of each
     */
    // An array, because boxes cost more than the sums; nobody compares these by equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record KnownItems(SparseRows features, double[] lambdas) implements Serializable {}
}
