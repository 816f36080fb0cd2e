package io.reelrank.engine.als;

import io.reelrank.engine.solver.Loss;
import io.reelrank.engine.solver.Objective;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The objective's value for factors from anywhere.
 *
 * @param objective what is measured
 * @param settings how the work is cut
 */
public record ModelLoss(Objective objective, SweepSettings settings) {
    private static final float[] NONE = {};

    /**
     * Measures.
     *
     * @param ratings as they were trained on
     * @param userRows {@code user_idx, factors}, each [rank]; users without are zero
     * @param itemRows {@code video_idx, factors}, likewise
     */
    public double of(Dataset<Row> ratings, Dataset<Row> userRows, Dataset<Row> itemRows) {
        int rank = settings.rank();
        BlockNumbers numbers = new BlockNumbers(settings.blocks());
        // Whole users, as each pair's loss is measured beside the user's factors.
        RatingSide users = RatingSide.of(ratings, "user_idx", "video_idx", SplitRows.none(numbers));
        RatingSide items = RatingSide.of(
                ratings,
                "video_idx",
                "user_idx",
                SplitRows.of(ratings.filter("strength <> 0"), "video_idx", settings.splitPairs(), numbers));
        JavaRDD<FactorBlock> userFactors = users.warm(FactorBlock.of(userRows, numbers, rank), rank);
        JavaRDD<FactorBlock> itemFactors = items.warm(FactorBlock.of(itemRows, numbers, rank), rank);
        Objective minimised = objective;
        double observed = sum(users.blocks()
                .zip(userFactors)
                .zip(FactorExchange.to(users, items, settings, numbers).deliver(itemFactors, rank))
                .map(block -> Loss.observed(
                        minimised, rank, block._1()._1().rows(), block._1()._2().factors(), block._2())));
        double loss = observed
                + regularization(users, userFactors, items.size())
                + regularization(items, itemFactors, users.size())
                + Loss.unobserved(
                        objective, FactorBlock.gramian(userFactors, rank), FactorBlock.gramian(itemFactors, rank));
        users.blocks().unpersist();
        items.blocks().unpersist();
        return loss;
    }

    private double regularization(RatingSide side, JavaRDD<FactorBlock> factors, long others) {
        Objective minimised = objective;
        int rank = settings.rank();
        return sum(side.blocks()
                .zip(factors)
                .map(block -> Loss.regularization(
                        rank,
                        minimised.lambdas(block._1().counts(), others),
                        block._2().factors(),
                        NONE)));
    }

    /** In the order of the blocks. */
    private static double sum(JavaRDD<Double> blocks) {
        return blocks.collect().stream().reduce(0.0, Double::sum);
    }
}
