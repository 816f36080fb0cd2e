package io.reelrank.core.stage;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Watches Spark while the stages run. It writes a line at a fixed interval: the stage, how many tasks are done, tasks
 * per second, the time so far and the time left. It also keeps the largest heap that any executor used.
 *
 * <p>Spark plans the jobs of a stage one after the other, so the known tasks do not tell how long the stage will take.
 * The time left comes from an earlier run of the same stage. Without one, the line has no time left.
 */
public final class ProgressMonitor extends SparkListener implements AutoCloseable {
    private static final String HEAP = "JVMHeapMemory";
    private static final long MILLION = 1_000_000;

    private final Map<String, Double> earlierSeconds;
    private final Consumer<String> lines;
    private final LongSupplier nanoTime;
    private final Thread ticker;
    private final Map<Integer, Integer> pending = new HashMap<>();
    private final Set<Integer> running = new HashSet<>();
    private String stage = "";
    private long began;
    private long tasksDone;
    private long tasksLeft;
    private long peakBytes;

    /**
     * @param everyMillis milliseconds between two lines
     * @param earlierSeconds how long a stage took in an earlier run, in seconds, by its name; may lack stages
     * @param lines receives each line
     */
    public ProgressMonitor(long everyMillis, Map<String, Double> earlierSeconds, Consumer<String> lines) {
        this(everyMillis, earlierSeconds, lines, System::nanoTime);
    }

    ProgressMonitor(
            long everyMillis, Map<String, Double> earlierSeconds, Consumer<String> lines, LongSupplier nanoTime) {
        this.earlierSeconds = Map.copyOf(earlierSeconds);
        this.lines = lines;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.ticker = new Thread(() -> tick(everyMillis), "reelrank-progress");
        ticker.setDaemon(true);
        ticker.start();
    }

    synchronized void begin(String name) {
        stage = name;
        began = nanoTime.getAsLong();
        tasksDone = 0;
        tasksLeft = 0;
        peakBytes = 0;
        pending.clear();
        running.clear();
        heapPools(MemoryPoolMXBean::resetPeakUsage);
    }

    void step(String text) {
        lines.accept(stage + ": " + text);
    }

    /** The largest heap of one executor since the stage began, in bytes; the driver's heap where it runs the tasks. */
    synchronized long peakBytes() {
        long[] driver = {0};
        heapPools(pool -> driver[0] += pool.getPeakUsage().getUsed());
        // The pools reach their peaks at different times, so the sum may exceed the heap.
        return Math.max(peakBytes, Math.min(driver[0], Runtime.getRuntime().maxMemory()));
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
        int id = event.stageInfo().stageId();
        if (running.add(id)) {
            pending.put(id, event.stageInfo().numTasks());
            tasksLeft += event.stageInfo().numTasks();
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
        Integer left = pending.get(event.stageId());
        if (left != null && left > 0 && event.taskInfo().successful()) {
            pending.put(event.stageId(), left - 1);
            tasksLeft--;
            tasksDone++;
        }
        keepPeak(event.taskExecutorMetrics());
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted event) {
        int id = event.stageInfo().stageId();
        Integer left = pending.remove(id);
        running.remove(id);
        tasksLeft -= left == null ? 0 : left;
    }

    @Override
    public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
        event.executorUpdates().values().foreach(metrics -> {
            keepPeak(metrics);
            return null;
        });
    }

    @Override
    public void close() {
        ticker.interrupt();
    }

    private synchronized void keepPeak(ExecutorMetrics metrics) {
        if (metrics != null) {
            peakBytes = Math.max(peakBytes, metrics.getMetricValue(HEAP));
        }
    }

    /** The progress line as of now. */
    synchronized String line() {
        double seconds = (nanoTime.getAsLong() - began) / 1e9;
        return "%s: %d of %d known tasks, %.1f tasks/s, %.0f s so far%s, heap peak %d MB"
                .formatted(
                        stage,
                        tasksDone,
                        tasksDone + tasksLeft,
                        tasksDone / Math.max(seconds, 1e-3),
                        seconds,
                        left(seconds),
                        peakBytes() / MILLION);
    }

    private String left(double seconds) {
        Double earlier = earlierSeconds.get(stage);
        if (earlier == null) {
            return "";
        }
        return seconds < earlier
                ? ", about %.0f s left (took %.0f s last time)".formatted(earlier - seconds, earlier)
                : ", longer than last time (%.0f s)".formatted(earlier);
    }

    private void tick(long everyMillis) {
        try {
            while (true) {
                Thread.sleep(everyMillis);
                if (!stage.isEmpty()) {
                    lines.accept(line());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void heapPools(Consumer<MemoryPoolMXBean> each) {
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .forEach(each);
    }
}
