package io.reelrank.workbench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.core.files.InputException;
import io.reelrank.workbench.speed.TaskCosts.WrittenBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event logs of a few lines. Keys that nothing reads are left out. */
class EventLogTest {
    private static final List<String> LOG = List.of(
            """
            {"Event":"SparkListenerLogStart","Spark Version":"4.1.0"}""",
            submitted(0, "collect"),
            task(0, 100, 10, "\"Records Read\":7", "\"Bytes Written\":1000,\"Records Written\":5", 30, 2),
            task(0, 200, 20, "\"Records Read\":8", "\"Bytes Written\":2000,\"Records Written\":6", 40, 3),
            submitted(1, "collect events"),
            task(1, 1000, 0, "\"Records Read\":0", "\"Bytes Written\":0,\"Records Written\":0", 0, 0),
            submitted(2, "features day_pairs"),
            """
            {"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","description":"features"}""",
            task(2, 5, 1, "\"Records Read\":1", "\"Bytes Written\":1,\"Records Written\":1", 1, 1),
            // A task of an earlier Spark stage may end after a later one began.
            task(1, 3000, 0, "\"Records Read\":0", "\"Bytes Written\":0,\"Records Written\":0", 0, 0));

    @TempDir
    private Path folder;

    @Test
    void tasksAreAddedUpByTheFirstWordOfTheDescription() {
        assertThat(EventLog.costs(LOG.stream()))
                .isEqualTo(Map.of(
                        "collect",
                        new TaskCosts(4, 110 + 220 + 1000 + 3000, 15, 11, new WrittenBytes(3000, 70, 5)),
                        "features",
                        new TaskCosts(1, 6, 1, 1, new WrittenBytes(1, 1, 1))));
    }

    @Test
    void jobsWithoutADescriptionAreUnderNoName() {
        String submitted = """
                {"Event":"SparkListenerStageSubmitted","Stage Info":{"Stage ID":3},"Properties":{}}""";
        String task = task(3, 4, 0, "\"Records Read\":0", "\"Bytes Written\":0,\"Records Written\":0", 0, 0);

        assertThat(EventLog.costs(Stream.of(submitted, task)))
                .isEqualTo(Map.of("", new TaskCosts(1, 4, 0, 0, new WrittenBytes(0, 0, 0))));
    }

    @Test
    void aKilledTaskWithoutMetricsIsATask() {
        String killed = """
                {"Event":"SparkListenerTaskEnd","Stage ID":0,"Task End Reason":{"Reason":"TaskKilled"}}""";

        assertThat(EventLog.costs(Stream.of(submitted(0, "model"), killed)))
                .isEqualTo(Map.of("model", new TaskCosts(1, 0, 0, 0, new WrittenBytes(0, 0, 0))));
    }

    @Test
    void theLogOfAFolderIsReadAndItsChecksumIsNot() throws IOException {
        Files.write(folder.resolve("local-1"), LOG);
        Files.writeString(folder.resolve(".local-1.crc"), "crc");

        assertThat(EventLog.costs(folder)).isEqualTo(EventLog.costs(LOG.stream()));
    }

    @Test
    void aFolderWithoutALogIsRefused() {
        assertThatThrownBy(() -> EventLog.costs(folder))
                .isInstanceOf(InputException.class)
                .hasMessage("%s has 0 event logs, must be 1: did the process write one?".formatted(folder));
    }

    @Test
    void aLineThatIsCutShortIsRefused() {
        assertThatThrownBy(() -> EventLog.costs(Stream.of("{\"Event\":\"SparkListenerTaskEnd\",\"Stage")))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("broken event log: ");
    }

    private static String submitted(int stage, String description) {
        return """
               {"Event":"SparkListenerStageSubmitted","Stage Info":{"Stage ID":%d,"Stage Attempt ID":0},\
               "Properties":{"spark.job.description":"%s"}}""".formatted(stage, description);
    }

    private static String task(
            int stage, long cpu, long deserializing, String input, String output, long shuffled, long spilled) {
        return """
               {"Event":"SparkListenerTaskEnd","Stage ID":%d,"Task Metrics":{"Executor CPU Time":%d,\
               "Executor Deserialize CPU Time":%d,"Input Metrics":{%s},"Output Metrics":{%s},\
               "Shuffle Write Metrics":{"Shuffle Bytes Written":%d},"Disk Bytes Spilled":%d}}""".formatted(stage, cpu, deserializing, input, output, shuffled, spilled);
    }
}
