package io.reelrank.engine.reduce;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Reduces an RDD on the driver in the order of its partitions. Sums of floating-point numbers are then the same in
 * every run. The driver holds the elements of at most {@value #MAX_PARTITIONS} partitions at a time, so that large
 * elements of many partitions fit.
 */
public final class OrderedReduce {
    private static final int MAX_PARTITIONS = 16;

    private OrderedReduce() {}

    /**
     * Combines all elements, from the first partition to the last.
     *
     * @param elements few elements in each partition, for example one
     * @param zero the result for no elements
     * @param plus combines the result so far with the next element
     */
    public static <T> T reduce(JavaRDD<T> elements, T zero, BinaryOperator<T> plus) {
        int atOnce = Math.min(
                MAX_PARTITIONS,
                JavaSparkContext.fromSparkContext(elements.context()).defaultParallelism());
        int count = elements.getNumPartitions();
        T sum = zero;
        for (int from = 0; from < count; from += atOnce) {
            int[] partitions =
                    IntStream.range(from, Math.min(from + atOnce, count)).toArray();
            for (List<T> partition : elements.collectPartitions(partitions)) {
                for (T element : partition) {
                    sum = plus.apply(sum, element);
                }
            }
        }
        return sum;
    }
}
