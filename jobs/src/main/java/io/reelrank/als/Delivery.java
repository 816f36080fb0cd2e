package io.reelrank.als;

import org.apache.spark.api.java.JavaRDD;

/** Brings the fixed side's factors to the blocks of the side that is solved. */
interface Delivery {
    /**
     * The factors that each block needs.
     *
     * @param fixed the fixed side's factors; partition i is block i
     * @param rank the factors' length
     * @return partition i for block i of the other side: [others × rank], in the order of {@link Block#others}
     */
    JavaRDD<float[]> deliver(JavaRDD<FactorBlock> fixed, int rank);

    /** Lets go of all deliveries so far: nothing will be computed from them again. */
    void forget();
}
