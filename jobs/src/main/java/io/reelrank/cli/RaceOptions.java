package io.reelrank.cli;

import io.reelrank.core.files.Json;
import io.reelrank.workbench.speed.RaceSize;
import java.util.List;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Option;

/** The options that all benchmarks have. */
final class RaceOptions {
    @Option(
            names = "--size",
            paramLabel = "S|M|L|SHORT",
            defaultValue = "S",
            description = "The size of the data; ${DEFAULT-VALUE} by default.")
    private Size size;

    @Option(
            names = "--rank",
            paramLabel = "K",
            split = ",",
            defaultValue = "64",
            description = "The ranks, separated by commas; ${DEFAULT-VALUE} by default.")
    private List<Integer> ranks;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "A file that the results are also written to, as JSON.")
    private String json;

    RaceSize size() {
        return size.size();
    }

    List<Integer> ranks() {
        return ranks;
    }

    /** Writes the results as JSON if the option names a file. */
    void write(Object results, Scratch scratch) {
        if (json != null) {
            scratch.storage().replace(new Path(json), Json.bytes(results));
        }
    }
}
