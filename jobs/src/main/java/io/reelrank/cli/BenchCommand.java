package io.reelrank.cli;

import picocli.CommandLine.Command;

/** Compares the speed of reelrank's training and scoring with MLlib's. */
@Command(
        name = "bench",
        description = "Compares the speed of reelrank with MLlib's, in one run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        subcommands = {TrainBench.class, ScoreBench.class})
final class BenchCommand {}
