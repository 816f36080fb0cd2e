package io.reelrank.cli;

import io.reelrank.core.stage.Night.Reuse;
import picocli.CommandLine.Option;

/** The options of a run of stages. */
final class RunOptions {
    @Option(
            names = "--force",
            description = "Compute everything again, even finished stages whose inputs and settings did not change.")
    private boolean force;

    @Option(names = "--dry-run", description = "Check settings, input files and write permission, and write nothing.")
    private boolean dryRun;

    Reuse reuse() {
        return force ? Reuse.NOTHING : Reuse.FINISHED;
    }

    boolean isDryRun() {
        return dryRun;
    }
}
