package io.reelrank.engine.als;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The prior means of the items' factors: training draws the factors to them. */
interface ItemPrior {
    /** Partition i is [rows × rank] the means for block i of the items, or an empty array for zero. */
    JavaRDD<float[]> means();

    /** Fits the prior to the items' factors; partition i is block i. */
    void fit(JavaRDD<FactorBlock> factors);

    /**
     * The contribution of the items' regularisation to the loss. Call {@link #fit} first.
     *
     * @param solved the factors that the prior was fitted to
     */
    double regularization(HalfSweep solved);

    /**
     * The factors of items without ratings, {@code video_idx, factors}.
     *
     * @param trained {@code video_idx, factors} of the items with ratings
     */
    Dataset<Row> coldItems(Dataset<Row> trained);

    /** [features × rank] what was fitted last; empty if there is nothing to fit. */
    float[] weights();

    /** Takes the place of a fit: sets {@link #weights}. */
    void restore(float[] weights);

    /** Releases what is persisted between sweeps. */
    void release();
}
