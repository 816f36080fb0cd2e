package io.reelrank.engine.als;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where the items' factors are drawn. */
interface ItemPrior {
    /** Partition i for block i of the items: [rows × rank] where the factors are drawn, or an empty array for zero. */
    JavaRDD<float[]> means();

    /** Adapts to the items' factors; partition i is block i. */
    void fit(JavaRDD<FactorBlock> factors);

    /**
     * What the items' factors add to the loss, after {@link #fit} to them.
     *
     * @param solved the same factors
     */
    double regularization(HalfSweep solved);

    /**
     * Factors for items that were not trained, {@code video_idx, factors}.
     *
     * @param trained {@code video_idx, factors} of those that were
     */
    Dataset<Row> untrained(Dataset<Row> trained);

    /** Lets go of what is kept between sweeps. */
    void forget();
}
