package io.reelrank.cli;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.workbench.speed.NightFloors;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the floors of a night in a process of their own, for {@link NightBench}. */
@Command(
        name = "floors",
        description = "Times the least that any Spark job over the files of a night must do.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class FloorsBench implements Callable<Integer> {
    @Option(names = "--sources", paramLabel = "DIR", required = true, description = "The folder of simulated files.")
    private String sources;

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            required = true,
            description = "The storage root of a night over them.")
    private String storage;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "A folder to write to, which is deleted at the end.")
    private String out;

    @Option(names = "--json", paramLabel = "FILE", required = true, description = "The file for the seconds.")
    private String json;

    @Override
    public Integer call() {
        // Without the settings of nights: what any Spark job would have.
        try (Session session = Session.open(Map.of())) {
            Path folder = new Path(out);
            NightFloors.FloorSeconds seconds = new NightFloors(session.spark()).run(sources, storage, folder);
            Storage files = new Storage(session.spark().sparkContext().hadoopConfiguration());
            files.replace(new Path(json), Json.bytes(seconds));
            files.delete(folder);
        }
        return ExitCode.DONE.code();
    }
}
