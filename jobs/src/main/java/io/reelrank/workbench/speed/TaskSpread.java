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
 * A Spark listener that measures skew: for each stage of Spark, it compares the largest task with the median task, by
 * CPU time, run time and records read. CPU time shows the work of a task; run time also depends on the machine's load.
 *
 * <p>{@code spark-submit --conf spark.extraListeners=io.reelrank.workbench.speed.TaskSpread} prints the table when the
 * application ends, the most skewed stage first.
 */
public final class TaskSpread extends SparkListener {
    /** Stages with fewer tasks that read records are not reported. */
    public static final int MIN_TASKS = 4;

    private final Consumer<String> lines;
    private final Map<Integer, String> names = new TreeMap<>();
    private final Map<Integer, List<Task>> tasks = new TreeMap<>();

    private record Task(long cpuMillis, long millis, long records) {}

    /**
     * The tasks of a stage that read records.
     *
     * @param stage the stage's id in Spark
     * @param name the description of the job, else Spark's name of the stage: the action and the line of code
     * @param tasks the number of tasks
     * @param mostCpuMillis the largest CPU time of a task, in milliseconds
     * @param medianCpuMillis the median CPU time
     * @param longestMillis the longest run time of a task, in milliseconds
     * @param medianMillis the median run time
     * @param mostRecords the largest number of records of a task, from files, caches and shuffles
     * @param medianRecords the median number of records
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
        /** The largest CPU time over the median. */
        public double cpuRatio() {
            return (double) mostCpuMillis / Math.max(1, medianCpuMillis);
        }

        /** The longest run time over the median. */
        public double timeRatio() {
            return (double) longestMillis / Math.max(1, medianMillis);
        }

        /** The largest number of records over the median. */
        public double recordRatio() {
            return (double) mostRecords / Math.max(1, medianRecords);
        }
    }

    /** Prints the table to the standard error stream. */
    public TaskSpread() {
        this(System.err::println);
    }

    /** @param lines receives the lines of the table when the application ends */
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
                .sorted((a, b) -> Double.compare(b.cpuRatio(), a.cpuRatio()))
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

    /** The stages so far that have at least {@link #MIN_TASKS} tasks that read records. */
    public synchronized List<Spread> spreads() {
        List<Spread> spreads = new ArrayList<>();
        tasks.forEach((stage, ended) -> {
            if (ended.size() >= MIN_TASKS) {
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
