package io.reelrank.cli;

import picocli.CommandLine.Command;

/** Measures the speed of training, scoring, whole nights, and loads of serving stores. */
@Command(
        name = "bench",
        description =
                "Measures the speed of training and scoring beside MLlib, of whole nights, and of loading serving stores.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        subcommands = {TrainBench.class, ScoreBench.class, NightBench.class, StoreBench.class, FloorsBench.class})
final class BenchCommand {}
