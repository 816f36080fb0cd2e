package io.reelrank.workbench.speed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder of a process that is measured: what it writes, its output and its event log.
 *
 * @param path the folder
 */
record RunFolder(Path path) {
    /** Makes an empty folder. */
    static RunFolder emptied(Path path) {
        LocalFiles.delete(path);
        RunFolder run = new RunFolder(path);
        LocalFiles.folder(run.eventLog());
        return run;
    }

    /** The storage root of a night. */
    Path storage() {
        return path.resolve("storage");
    }

    /** The file of the output. */
    Path log() {
        return path.resolve("output.log");
    }

    /** The folder of the event log. */
    Path eventLog() {
        return path.resolve("event-log");
    }

    /**
     * The arguments that make Spark write an event log that {@link EventLog} can read.
     *
     * @param option the option that takes a setting
     * @param prefix stands before each of Spark's keys
     */
    List<String> eventLogArguments(String option, String prefix) {
        List<String> arguments = new ArrayList<>();
        List.of(
                        "spark.eventLog.enabled=true",
                        "spark.eventLog.dir=" + eventLog().toUri(),
                        "spark.eventLog.compress=false",
                        "spark.eventLog.rolling.enabled=false")
                .forEach(setting -> arguments.addAll(List.of(option, prefix + setting)));
        return arguments;
    }
}
