package io.reelrank.cli;

import picocli.CommandLine.Command;

/** Times reelrank's own work beside MLlib's. */
@Command(
        name = "bench",
        description = "Times reelrank's own work beside MLlib's, in one run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        subcommands = {TrainBench.class, ScoreBench.class})
final class BenchCommand {}
