package io.reelrank.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;

class ProgressMonitorTest extends SparkTest {
    private static final long SECOND = 1_000_000_000L;

    private long nanos = 17;

    @Test
    void theTimeLeftIsToldFromAnEarlierRunOfTheStage() throws Exception {
        try (ProgressMonitor monitor = monitor(Map.of("model", 180.0))) {
            monitor.begin("model");
            halfOfAStage(monitor);
            nanos += 60 * SECOND;

            assertThat(monitor.line())
                    .startsWith("model: 1 of 2 known tasks, 0.0 tasks/s, 60 s so far,"
                            + " about 120 s left (took 180 s last time), heap peak ");

            nanos += 140 * SECOND;
            assertThat(monitor.line()).contains(" 200 s so far, longer than last time (180 s), heap peak ");
        }
    }

    // The known tasks are those of the jobs that Spark has planned already: only few of them are open at any time.
    @Test
    void withoutAnEarlierRunNoTimeLeftIsTold() throws Exception {
        try (ProgressMonitor monitor = monitor(Map.of("collect", 180.0))) {
            monitor.begin("model");
            halfOfAStage(monitor);
            nanos += 60 * SECOND;

            assertThat(monitor.line()).contains(" 60 s so far, heap peak ").doesNotContain(" left");
        }
    }

    private ProgressMonitor monitor(Map<String, Double> earlierSeconds) {
        return new ProgressMonitor(Long.MAX_VALUE, earlierSeconds, line -> {}, () -> nanos);
    }

    /** Tells the monitor of a Spark stage of two tasks, of which one has ended. */
    private static void halfOfAStage(ProgressMonitor monitor) throws Exception {
        CompletableFuture<SparkListenerStageSubmitted> submitted = new CompletableFuture<>();
        CompletableFuture<SparkListenerTaskEnd> ended = new CompletableFuture<>();
        SparkListener listener = new SparkListener() {
            @Override
            public void onStageSubmitted(SparkListenerStageSubmitted event) {
                submitted.complete(event);
            }

            @Override
            public void onTaskEnd(SparkListenerTaskEnd event) {
                ended.complete(event);
            }
        };
        spark().sparkContext().addSparkListener(listener);
        try {
            JavaSparkContext.fromSparkContext(spark().sparkContext())
                    .parallelize(List.of(1, 2), 2)
                    .count();
            monitor.onStageSubmitted(submitted.get(1, TimeUnit.MINUTES));
            monitor.onTaskEnd(ended.get(1, TimeUnit.MINUTES));
        } finally {
            spark().sparkContext().removeSparkListener(listener);
        }
    }
}
