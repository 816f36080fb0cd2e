package io.reelrank.engine.als;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.solver.Loss;
import io.reelrank.engine.solver.Objective;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The value of the objective for given factors, whatever trained them.
 *
 * @param objective what is measured
 * @param settings how the work is divided
 */
public record ModelLoss(Objective objective, SweepSettings settings) {
    private static final float[] ZERO = {};

    /**
     * Measures the loss.
     *
     * @param ratings {@code user_idx, video_idx, strength}, as in training
     * @param userRows {@code user_idx, factors}, each [rank]; the factors of a missing user are zero
     * @param itemRows {@code video_idx, factors}, each [rank]; the factors of a missing item are zero
     */
    public double of(Dataset<Row> ratings, Dataset<Row> userRows, Dataset<Row> itemRows) {
        int rank = settings.rank();
        BlockHash hash = new BlockHash(settings.blocks());
        // No user is split, because the loss of a pair is measured where the user's factors are.
        RatingSide users =
                RatingSide.of(ratings, EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX, SplitRows.none(hash));
        RatingSide items =
                RatingSide.of(ratings, EngineColumns.VIDEO_IDX, EngineColumns.USER_IDX, settings.splitPairs(), hash);
        JavaRDD<FactorBlock> userFactors = users.select(FactorBlock.of(userRows, hash, rank), rank);
        JavaRDD<FactorBlock> itemFactors = items.select(FactorBlock.of(itemRows, hash, rank), rank);
        double loss = observed(
                        users,
                        userFactors,
                        FactorExchange.between(users, items, settings).deliver(itemFactors, rank))
                + regularization(users, userFactors, items.size())
                + regularization(items, itemFactors, users.size())
                + Loss.unobserved(
                        objective, FactorBlock.gramian(userFactors, rank), FactorBlock.gramian(itemFactors, rank));
        users.unpersist();
        items.unpersist();
        return loss;
    }

    private double observed(RatingSide users, JavaRDD<FactorBlock> userFactors, JavaRDD<float[]> others) {
        Objective measured = objective;
        int rank = settings.rank();
        return sum(users.blocks()
                .zip(userFactors)
                .zip(others)
                .map(block -> Loss.observed(
                        measured, rank, block._1()._1().rows(), block._1()._2().factors(), block._2())));
    }

    private double regularization(RatingSide side, JavaRDD<FactorBlock> factors, long others) {
        Objective measured = objective;
        int rank = settings.rank();
        return sum(side.blocks()
                .zip(factors)
                .map(block -> Loss.regularization(
                        rank,
                        measured.lambdas(block._1().counts(), others),
                        block._2().factors(),
                        ZERO)));
    }

    /** The sum in the order of the blocks. */
    private static double sum(JavaRDD<Double> blocks) {
        return blocks.collect().stream().reduce(0.0, Double::sum);
    }
}
