package io.reelrank.workbench.speed;

import com.fasterxml.jackson.databind.JsonNode;
import io.reelrank.core.files.InputException;
import io.reelrank.core.files.Json;
import io.reelrank.core.files.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads what tasks cost from an event log of Spark: a file of JSON, an event a line, as Spark writes it with {@code
 * spark.eventLog.enabled} and neither compression nor rolling.
 *
 * <p>The description of a job begins with the name of the reelrank stage that started it. It is among the properties of
 * each Spark stage of the job.
 */
final class EventLog {
    private static final String STAGE_SUBMITTED = "SparkListenerStageSubmitted";
    private static final String TASK_END = "SparkListenerTaskEnd";

    private final Map<Long, String> names = new HashMap<>();
    private final Map<String, TaskCosts> costs = new TreeMap<>();

    private EventLog() {}

    /**
     * The costs by the first word of the jobs' descriptions.
     *
     * @param folder a folder with one event log
     * @return the costs; those of jobs without a description are under the empty word
     */
    static Map<String, TaskCosts> costs(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            // The local file system of Hadoop keeps a checksum beside each file.
            List<Path> logs = files.filter(
                            file -> !file.getFileName().toString().startsWith("."))
                    .toList();
            if (logs.size() != 1) {
                throw new InputException(
                        "%s has %d event logs, must be 1: did the process write one?".formatted(folder, logs.size()));
            }
            try (Stream<String> lines = Files.lines(logs.get(0))) {
                return costs(lines);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new StorageException("cannot read the event log in %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** @param lines the lines of an event log */
    static Map<String, TaskCosts> costs(Stream<String> lines) {
        EventLog log = new EventLog();
        lines.forEach(log::add);
        return log.costs;
    }

    private void add(String line) {
        // Most of a log are plans of queries, which take much longer to parse than to pass over.
        if (line.contains(quoted(TASK_END)) || line.contains(quoted(STAGE_SUBMITTED))) {
            JsonNode event = parsed(line);
            switch (event.path("Event").asText()) {
                case STAGE_SUBMITTED ->
                    names.put(
                            event.path("Stage Info").path("Stage ID").asLong(),
                            firstWord(event.path("Properties")
                                    .path("spark.job.description")
                                    .asText()));
                case TASK_END ->
                    costs.merge(
                            names.getOrDefault(event.path("Stage ID").asLong(), ""),
                            TaskCosts.of(event),
                            TaskCosts::plus);
                default -> {}
            }
        }
    }

    private static String quoted(String word) {
        return '"' + word + '"';
    }

    private static String firstWord(String description) {
        int space = description.indexOf(' ');
        return space < 0 ? description : description.substring(0, space);
    }

    private static JsonNode parsed(String line) {
        try {
            return Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (IOException e) {
            throw new InputException("broken event log: " + e.getMessage(), e);
        }
    }
}
