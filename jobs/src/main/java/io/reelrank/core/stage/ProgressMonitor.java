package io.reelrank.core.stage;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Watches Spark while the stages run: one line now and then with the stage, its tasks done of all known so far, their
 * rate and the time left; and the most heap that any executor used.
 *
 * <p>Spark plans a stage's jobs one by one, so the time left is that of the tasks known so far.
 */
public final class ProgressMonitor extends SparkListener implements AutoCloseable {
    private static final String HEAP = "JVMHeapMemory";
    private static final long MILLION = 1_000_000;

    private final Consumer<String> lines;
    private final Thread ticker;
    private final Map<Integer, Integer> pending = new HashMap<>();
    private final Set<Integer> running = new HashSet<>();
    private String stage = "";
    private long began = System.nanoTime();
    private long tasksDone;
    private long tasksLeft;
    private long peakBytes;

    /**
     * @param everyMillis milliseconds between two lines
     * @param lines where they go
     */
    public ProgressMonitor(long everyMillis, Consumer<String> lines) {
        this.lines = lines;
        this.ticker = new Thread(() -> tick(everyMillis), "reelrank-progress");
        ticker.setDaemon(true);
        ticker.start();
    }

    synchronized void begin(String name) {
        stage = name;
        began = System.nanoTime();
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

    /** The most heap of one executor since the stage began, in bytes; the driver's own where it runs the tasks. */
    synchronized long peakBytes() {
        long[] driver = {0};
        heapPools(pool -> driver[0] += pool.getPeakUsage().getUsed());
        // The pools' peaks were not all at once.
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

    private synchronized String line() {
        double seconds = (System.nanoTime() - began) / 1e9;
        double rate = tasksDone / Math.max(seconds, 1e-3);
        String left = tasksLeft > 0 && tasksDone > 0 ? ", about %.0f s left".formatted(tasksLeft / rate) : "";
        return "%s: %d of %d tasks, %.1f tasks/s, %.0f s so far%s, heap peak %d MB"
                .formatted(stage, tasksDone, tasksDone + tasksLeft, rate, seconds, left, peakBytes() / MILLION);
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
