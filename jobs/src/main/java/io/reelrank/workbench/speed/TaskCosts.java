package io.reelrank.workbench.speed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What Spark's tasks cost together. Tasks that failed count, too.
 *
 * @param tasks the number of tasks
 * @param cpuNanos their CPU time, in nanoseconds, with that of reading what the driver sent
 * @param rowsRead rows read from files
 * @param rowsWritten rows written to files
 * @param bytes the bytes that they wrote
 */
public record TaskCosts(long tasks, long cpuNanos, long rowsRead, long rowsWritten, WrittenBytes bytes) {
    /** No tasks. */
    static final TaskCosts NONE = new TaskCosts(0, 0, 0, 0, new WrittenBytes(0, 0, 0));

    /**
     * Bytes that tasks wrote.
     *
     * @param files to the files of tables
     * @param shuffled to the files of shuffles
     * @param spilled to local disks because the memory was too small
     */
    public record WrittenBytes(long files, long shuffled, long spilled) {}

    /** @param taskEnd an event {@code SparkListenerTaskEnd} of an event log; a task that was killed has no metrics */
    static TaskCosts of(JsonNode taskEnd) {
        JsonNode metrics = taskEnd.path("Task Metrics");
        return new TaskCosts(
                1,
                metrics.path("Executor CPU Time").asLong()
                        + metrics.path("Executor Deserialize CPU Time").asLong(),
                metrics.path("Input Metrics").path("Records Read").asLong(),
                metrics.path("Output Metrics").path("Records Written").asLong(),
                new WrittenBytes(
                        metrics.path("Output Metrics").path("Bytes Written").asLong(),
                        metrics.path("Shuffle Write Metrics")
                                .path("Shuffle Bytes Written")
                                .asLong(),
                        metrics.path("Disk Bytes Spilled").asLong()));
    }

    /** The sums of both. */
    TaskCosts plus(TaskCosts other) {
        return new TaskCosts(
                tasks + other.tasks,
                cpuNanos + other.cpuNanos,
                rowsRead + other.rowsRead,
                rowsWritten + other.rowsWritten,
                new WrittenBytes(
                        bytes.files + other.bytes.files,
                        bytes.shuffled + other.bytes.shuffled,
                        bytes.spilled + other.bytes.spilled));
    }

    /** The median of each figure. */
    static TaskCosts median(List<TaskCosts> rounds) {
        return new TaskCosts(
                median(rounds, TaskCosts::tasks),
                median(rounds, TaskCosts::cpuNanos),
                median(rounds, TaskCosts::rowsRead),
                median(rounds, TaskCosts::rowsWritten),
                new WrittenBytes(
                        median(rounds, costs -> costs.bytes.files),
                        median(rounds, costs -> costs.bytes.shuffled),
                        median(rounds, costs -> costs.bytes.spilled)));
    }

    private static long median(List<TaskCosts> rounds, ToLongFunction<TaskCosts> figure) {
        return Math.round(Medians.of(rounds.stream().mapToDouble(figure::applyAsLong)));
    }
}
