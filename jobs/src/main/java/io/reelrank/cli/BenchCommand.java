package io.reelrank.cli;

import picocli.CommandLine.Command;

/** Measures the speed of training, scoring and whole nights. */
@Command(
        name = "bench",
        description = "Measures the speed of training and scoring beside MLlib, and of whole nights.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        subcommands = {TrainBench.class, ScoreBench.class, NightBench.class, FloorsBench.class})
final class BenchCommand {}
