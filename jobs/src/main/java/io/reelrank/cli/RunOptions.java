package io.reelrank.cli;

import io.reelrank.core.stage.Night.Reuse;
import picocli.CommandLine.Option;

/** The options of a run over a day's logs. */
final class RunOptions {
    @Option(
            names = "--force",
            description =
                    "Compute everything again, also what a finished stage wrote from the same inputs and settings.")
    private boolean force;

    @Option(names = "--dry-run", description = "Check settings, inputs and permissions, and write nothing.")
    private boolean dryRun;

    Reuse reuse() {
        return force ? Reuse.NOTHING : Reuse.FINISHED;
    }

    boolean isDryRun() {
        return dryRun;
    }
}
