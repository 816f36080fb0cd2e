package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import io.reelrank.workbench.speed.SweepScaling;
import io.reelrank.workbench.speed.TrainingRace;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the speed of reelrank's training with MLlib's. */
@Command(
        name = "train",
        description = "Compares the speed of reelrank's training with MLlib's on random ratings, in one run.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Sizes, as users x videos x pairs: S is 20k x 5k x 1M, M 100k x 20k x 10M, L 500k x 50k x 30M,",
            "SHORT 30k x 41k x 0.8M.",
            "",
            "For example: scripts/bench train --size M --rank 64,128"
        })
final class TrainBench implements Callable<Integer> {
    private static final double MILLION = 1e6;

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin
    private RaceOptions options = new RaceOptions();

    @Option(
            names = "--scaling",
            description =
                    "Instead of comparing, doubles pairs, users, videos and rank in turn, and prints the exponents.")
    private boolean isScaling;

    @Override
    public Integer call() {
        // The loss that both can minimise.
        settingsOptions.override("model.scaling=positives");
        settingsOptions.override("model.unobserved-weight=1");
        settingsOptions.override("model.alpha=10");
        settingsOptions.override("model.regularization=0.1");
        settingsOptions.override("model.stall=0");
        Settings settings = settingsOptions.load(Settings.Purpose.EVALUATE);
        try (Scratch scratch = Scratch.open(settings)) {
            TrainingRace race = new TrainingRace(scratch.spark(), settings.model());
            options.write(isScaling ? scaling(race) : race(race), scratch);
        }
        return ExitCode.DONE.code();
    }

    private List<TrainingRace.TrainingResult> race(TrainingRace race) {
        PrintWriter out = command.commandLine().getOut();
        out.println("| size | pairs | rank | ours, s a sweep | MLlib, s an iteration | times faster | to MLlib's loss,"
                + " ours s | MLlib s | times sooner | peak heap MB, ours | MLlib |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        List<TrainingRace.TrainingResult> results = new ArrayList<>();
        for (int rank : options.ranks()) {
            TrainingRace.TrainingResult result = race.run(options.size(), rank);
            results.add(result);
            out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %d | %.2f | %.2f | %.1f | %.1f | %.1f | %.1f | %,.0f | %,.0f |%n",
                    result.size(),
                    result.pairs(),
                    rank,
                    result.ours(),
                    result.mllibs(),
                    result.ratio(),
                    result.oursSeconds(),
                    result.mllibsSeconds(),
                    result.timeRatio(),
                    result.oursPeak() / MILLION,
                    result.mllibsPeak() / MILLION);
            out.flush();
        }
        out.printf(Locale.ROOT, "ratio %.2f%n", results.get(results.size() - 1).ratio());
        out.flush();
        return results;
    }

    private List<SweepScaling.Growth> scaling(TrainingRace race) {
        PrintWriter out = command.commandLine().getOut();
        out.println("| what grows | times: s a sweep | exponent |");
        out.println("|---|---|---|");
        return new SweepScaling(race, options.size(), options.ranks().get(0))
                .measured()
                .peek(growth -> {
                    out.printf(
                            Locale.ROOT,
                            "| %s | %s | %.2f |%n",
                            growth.what(),
                            IntStream.range(0, growth.factors().size())
                                    .mapToObj(i -> String.format(
                                            Locale.ROOT,
                                            "x %d: %.2f",
                                            growth.factors().get(i),
                                            growth.seconds().get(i)))
                                    .collect(Collectors.joining(", ")),
                            growth.exponent());
                    out.flush();
                })
                .toList();
    }
}
