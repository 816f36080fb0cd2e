package io.reelrank.workbench.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Measures how evenly work is spread: of each of Spark's stages the busiest task beside the median one, by CPU time, by
 * run time and by the records it read. CPU time says how much there was to do; run time also what else the machine did.
 *
 * <p>{@code spark-submit --conf spark.extraListeners=io.reelrank.workbench.speed.TaskSpread} prints the table when the
 * application ends, the most uneven stage first.
 */
public final class TaskSpread extends SparkListener {
    /** Where fewer tasks had something to do, nothing can be said of how it is spread. */
    public static final int FEWEST_TASKS = 4;

    private final Consumer<String> lines;
    private final Map<Integer, String> names = new TreeMap<>();
    private final Map<Integer, List<Task>> tasks = new TreeMap<>();

    private record Task(long cpuMillis, long millis, long records) {}

    /**
     * A stage's tasks that read something.
     *
     * @param stage Spark's number of the stage
     * @param name its job's description, else what Spark calls it: the action and the line of the code
     * @param tasks how many
     * @param mostCpuMillis the most CPU time of a task, in milliseconds
     * @param medianCpuMillis the median task's
     * @param longestMillis the longest task's run time, in milliseconds
     * @param medianMillis the median task's
     * @param mostRecords the records that one task read at the most, from files, caches or shuffles
     * @param medianRecords the records that the median task read
     */
    public record Spread(
            int stage,
            String name,
            int tasks,
            long mostCpuMillis,
            long medianCpuMillis,
            long longestMillis,
            long medianMillis,
            long mostRecords,
            long medianRecords) {
        /** The most CPU time of a task over the median task's. */
        public double cpuRatio() {
            return (double) mostCpuMillis / Math.max(1, medianCpuMillis);
        }

        /** The longest task's time over the median one's. */
        public double timeRatio() {
            return (double) longestMillis / Math.max(1, medianMillis);
        }

        /** The most records of a task over the median task's. */
        public double recordRatio() {
            return (double) mostRecords / Math.max(1, medianRecords);
        }
    }

    /** Prints to the error stream. */
    public TaskSpread() {
        this(System.err::println);
    }

    /** @param lines where the table goes when the application ends */
    TaskSpread(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
        String job = event.properties() == null ? null : event.properties().getProperty("spark.job.description");
        names.put(event.stageInfo().stageId(), job == null ? event.stageInfo().name() : job);
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
        if (event.taskInfo().successful() && event.taskMetrics() != null) {
            long records = event.taskMetrics().inputMetrics().recordsRead()
                    + event.taskMetrics().shuffleReadMetrics().recordsRead();
            if (records > 0) {
                tasks.computeIfAbsent(event.stageId(), stage -> new ArrayList<>())
                        .add(new Task(
                                event.taskMetrics().executorCpuTime() / 1_000_000,
                                event.taskMetrics().executorRunTime(),
                                records));
            }
        }
    }

    @Override
    public void onApplicationEnd(SparkListenerApplicationEnd event) {
        lines.accept(
                "cpu ratio  most cpu s  median cpu s  time ratio  longest s  record ratio  most records  tasks  stage");
        spreads().stream()
                .sorted((one, other) -> Double.compare(other.cpuRatio(), one.cpuRatio()))
                .forEach(spread -> lines.accept(String.format(
                        Locale.ROOT,
                        "%9.1f  %10.1f  %12.2f  %10.1f  %9.1f  %12.1f  %,12d  %5d  %d %s",
                        spread.cpuRatio(),
                        spread.mostCpuMillis() / 1e3,
                        spread.medianCpuMillis() / 1e3,
                        spread.timeRatio(),
                        spread.longestMillis() / 1e3,
                        spread.recordRatio(),
                        spread.mostRecords(),
                        spread.tasks(),
                        spread.stage(),
                        spread.name())));
    }

    /** The stages so far in which enough tasks had something to do. */
    public synchronized List<Spread> spreads() {
        List<Spread> spreads = new ArrayList<>();
        tasks.forEach((stage, ended) -> {
            if (ended.size() >= FEWEST_TASKS) {
                long[] cpu = ended.stream().mapToLong(Task::cpuMillis).sorted().toArray();
                long[] millis = ended.stream().mapToLong(Task::millis).sorted().toArray();
                long[] records =
                        ended.stream().mapToLong(Task::records).sorted().toArray();
                spreads.add(new Spread(
                        stage,
                        names.getOrDefault(stage, ""),
                        ended.size(),
                        last(cpu),
                        median(cpu),
                        last(millis),
                        median(millis),
                        last(records),
                        median(records)));
            }
        });
        return spreads;
    }

    private static long last(long[] sorted) {
        return sorted[sorted.length - 1];
    }

    private static long median(long[] sorted) {
        return sorted[(sorted.length - 1) / 2];
    }
}
