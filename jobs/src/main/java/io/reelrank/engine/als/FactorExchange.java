package io.reelrank.engine.als;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Brings the fixed side's factors to the blocks of the side that is solved. */
interface FactorExchange {
    /**
     * The factors that each block needs.
     *
     * @param fixed the fixed side's factors; partition i is block i
     * @param rank the factors' length
     * @return partition i for block i of the other side: [others × rank], in the order of {@link RatingBlock#others}
     */
    JavaRDD<float[]> deliver(JavaRDD<FactorBlock> fixed, int rank);

    /** Lets go of all deliveries so far: nothing will be computed from them again. */
    void forget();

    /**
     * By a broadcast where the fixed side's factors are small enough, else routed.
     *
     * @param solved the side that is solved
     * @param fixed the side whose factors it needs
     */
    static FactorExchange to(RatingSide solved, RatingSide fixed, SweepSettings settings, BlockNumbers numbers) {
        double bytes = (double) Float.BYTES * settings.rank() * fixed.size();
        return bytes <= settings.broadcastBytes()
                ? new BroadcastExchange(
                        JavaSparkContext.fromSparkContext(solved.blocks().context()), solved.blocks(), numbers)
                : new RoutedExchange(solved.blocks(), fixed.blocks(), numbers);
    }
}
