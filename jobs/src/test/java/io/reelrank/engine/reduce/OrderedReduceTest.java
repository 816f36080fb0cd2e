package io.reelrank.engine.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class OrderedReduceTest extends SparkTest {
    @Test
    void elementsAreCombinedInTheOrderOfTheirPartitions() {
        List<String> elements = IntStream.range(0, 40).mapToObj(i -> " " + i).toList();
        String expected = String.join("", elements);
        for (int partitions : new int[] {1, 2, 5, 37, 60}) {
            assertThat(OrderedReduce.reduce(rdd(elements, partitions), "", String::concat))
                    .isEqualTo(expected);
        }
    }

    @Test
    void theResultForNoElementsIsZero() {
        assertThat(OrderedReduce.reduce(rdd(List.of(), 3), "zero", String::concat))
                .isEqualTo("zero");
    }

    private static JavaRDD<String> rdd(List<String> elements, int partitions) {
        return JavaSparkContext.fromSparkContext(spark().sparkContext()).parallelize(elements, partitions);
    }
}
