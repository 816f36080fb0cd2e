package io.reelrank.engine.als;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Delivers factors of the fixed side to the blocks of the side that is solved. */
interface FactorExchange {
    /**
     * The factors that each block needs.
     *
     * @param fixed factors of the fixed side; partition i is block i
     * @param rank the length of a row's factors
     * @return partition i is [others × rank] for block i of the solved side, in the order of {@link RatingBlock#others}
     */
    JavaRDD<float[]> deliver(JavaRDD<FactorBlock> fixed, int rank);

    /** Releases all deliveries so far. Nothing may be computed from them afterwards. */
    void release();

    /**
     * The exchange for two sides: a broadcast if the factors of the fixed side are small enough, else routing.
     *
     * @param solved the side that is solved
     * @param fixed the side whose factors it needs
     */
    static FactorExchange between(RatingSide solved, RatingSide fixed, SweepSettings settings) {
        double bytes = (double) Float.BYTES * settings.rank() * fixed.size();
        BlockHash hash = solved.split().hash();
        return bytes <= settings.broadcastBytes()
                ? new BroadcastExchange(
                        JavaSparkContext.fromSparkContext(solved.blocks().context()), solved.blocks(), hash)
                : new RoutedExchange(solved.blocks(), fixed.blocks(), hash);
    }
}
