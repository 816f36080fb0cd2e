package io.reelrank.engine.als;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Sums what blocks contribute on the driver in the order of the blocks, which makes sums of floating point numbers the
 * same every time. At most {@value #MOST} contributions are there at once, so that large ones of many blocks fit.
 */
final class InOrder {
    private static final int MOST = 16;

    private InOrder() {}

    /**
     * The sum.
     *
     * @param blocks one element a partition
     * @param none the sum of nothing
     * @param plus adds a block's contribution to a sum
     */
    static <T> T reduced(JavaRDD<T> blocks, T none, BinaryOperator<T> plus) {
        int wave = Math.min(
                MOST, JavaSparkContext.fromSparkContext(blocks.context()).defaultParallelism());
        T sum = none;
        for (int from = 0; from < blocks.getNumPartitions(); from += wave) {
            int[] some = IntStream.range(from, Math.min(from + wave, blocks.getNumPartitions()))
                    .toArray();
            for (List<T> partition : blocks.collectPartitions(some)) {
                for (T contribution : partition) {
                    sum = plus.apply(sum, contribution);
                }
            }
        }
        return sum;
    }
}
