package io.reelrank.engine.als;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The prior without features: all items are drawn to zero.
 *
 * @param items the items
 */
record ZeroItemPrior(RatingSide items) implements ItemPrior {
    @Override
    public JavaRDD<float[]> means() {
        return items.zeroPrior();
    }

    @Override
    public void fit(JavaRDD<FactorBlock> factors) {
        // There is nothing to fit.
    }

    @Override
    public double regularization(HalfSweep solved) {
        return solved.regularization();
    }

    @Override
    public Dataset<Row> coldItems(Dataset<Row> trained) {
        return trained.limit(0);
    }

    @Override
    public float[] weights() {
        return new float[0];
    }

    @Override
    public void restore(float[] weights) {
        // There is nothing to fit.
    }

    @Override
    public void release() {
        // Nothing is persisted.
    }
}
