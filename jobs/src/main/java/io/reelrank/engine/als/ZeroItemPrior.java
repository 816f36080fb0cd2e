package io.reelrank.engine.als;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * No prior but zero: nothing is known of an item but who met it.
 *
 * @param blocks the items
 */
record ZeroItemPrior(JavaRDD<RatingBlock> blocks) implements ItemPrior {
    private static final float[] NONE = {};

    @Override
    public JavaRDD<float[]> means() {
        return blocks.map(block -> NONE);
    }

    @Override
    public void fit(JavaRDD<FactorBlock> factors) {
        // Zero fits itself.
    }

    @Override
    public double regularization(HalfSweep solved) {
        return solved.regularization();
    }

    @Override
    public Dataset<Row> untrained(Dataset<Row> trained) {
        return trained.limit(0);
    }

    @Override
    public void forget() {
        // Nothing is kept.
    }
}
