package io.reelrank.workbench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.SparkTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class TaskSpreadTest extends SparkTest {
    private final List<String> printed = new ArrayList<>();
    private final TaskSpread measured = new TaskSpread(printed::add);

    @Test
    void theLargestTaskIsComparedWithTheMedian() throws Exception {
        // Each of the 8 tasks reads one key: key 0 has 900 records, keys 1 to 7 have 100 each.
        run(IntStream.range(0, 1600).map(i -> i < 900 ? 0 : 1 + i % 7).boxed().toList());

        assertThat(measured.spreads()).hasSize(1);
        TaskSpread.Spread spread = measured.spreads().get(0);
        assertThat(spread.tasks()).isEqualTo(8);
        assertThat(spread.mostRecords()).isEqualTo(900);
        assertThat(spread.medianRecords()).isEqualTo(100);
        assertThat(spread.recordRatio()).isCloseTo(9, within(1e-9));
        assertThat(spread.longestMillis()).isGreaterThanOrEqualTo(spread.medianMillis());
        assertThat(spread.mostCpuMillis()).isGreaterThanOrEqualTo(spread.medianCpuMillis());
    }

    @Test
    void tasksThatReadNothingDoNotCount() throws Exception {
        run(List.of(1, 1, 1, 2, 3));

        assertThat(measured.spreads()).isEmpty();
    }

    @Test
    void theTableIsPrintedWhenTheApplicationEnds() throws Exception {
        run(IntStream.range(0, 80).boxed().toList());
        measured.onApplicationEnd(null);

        assertThat(printed).hasSize(2);
        assertThat(printed.get(0)).startsWith("cpu ratio");
        assertThat(printed.get(1)).contains(" 1.0 ", " 10 ", " count at TaskSpreadTest");
    }

    @Test
    void theDescriptionOfAJobNamesItsStages() throws Exception {
        spark().sparkContext().setJobDescription("collect events");
        try {
            run(IntStream.range(0, 80).boxed().toList());
        } finally {
            spark().sparkContext().setJobDescription(null);
        }

        assertThat(measured.spreads()).extracting(TaskSpread.Spread::name).containsExactly("collect events");
    }

    private void run(List<Integer> keys) throws Exception {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark().sparkContext());
        spark().sparkContext().addSparkListener(measured);
        try {
            context.parallelize(keys, 2)
                    .mapToPair(key -> new Tuple2<>(key, key))
                    .partitionBy(new HashPartitioner(8))
                    .count();
            spark().sparkContext().listenerBus().waitUntilEmpty();
        } finally {
            spark().sparkContext().removeSparkListener(measured);
        }
    }
}
