package io.reelrank.cli;

import io.reelrank.core.files.Json;
import io.reelrank.workbench.speed.RaceSize;
import java.util.List;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Option;

/** The options that every bench has. */
final class RaceOptions {
    @Option(
            names = "--size",
            paramLabel = "S|M|L|SHORT",
            defaultValue = "S",
            description = "How much data; S by default.")
    private Size size;

    @Option(
            names = "--rank",
            paramLabel = "K",
            split = ",",
            defaultValue = "64",
            description = "The ranks, separated by commas; 64 by default.")
    private List<Integer> ranks;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes all that was measured as JSON.")
    private String json;

    RaceSize size() {
        return size.size();
    }

    List<Integer> ranks() {
        return ranks;
    }

    /** Writes what was measured where it was asked for. */
    void write(Object measured, Scratch scratch) {
        if (json != null) {
            scratch.storage().replace(new Path(json), Json.bytes(measured));
        }
    }
}
