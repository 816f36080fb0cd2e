package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import io.reelrank.workbench.speed.ScoringRace;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the speed of reelrank's scoring with MLlib's. */
@Command(
        name = "score",
        description =
                "Compares the time for the top N of all users, from stored factors to written Parquet, with MLlib's in"
                        + " one run. Reelrank excludes seen videos; MLlib does not.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "For example: scripts/bench score --size M --rank 64,128",
            "             scripts/bench score --size L --field ALONE"
        })
final class ScoreBench implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin
    private RaceOptions options = new RaceOptions();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "100",
            description = "The length of a list; ${DEFAULT-VALUE} by default.")
    private int topN;

    @Option(
            names = "--field",
            paramLabel = "ALONE|BOTH|FILTERED",
            defaultValue = "BOTH",
            description =
                    "What is timed. ALONE: reelrank. BOTH, the default: reelrank and MLlib. FILTERED: also MLlib without"
                            + " seen videos, as is usually done: longer lists, by as many as the busiest user has seen,"
                            + " then a filter.")
    private ScoringRace.Contenders field;

    @Override
    public Integer call() {
        Settings settings = settingsOptions.load(Settings.Purpose.EVALUATE);
        PrintWriter out = command.commandLine().getOut();
        out.println("| size | users x videos | rank | ours, s | MLlib, s | MLlib filtered, s | times faster |"
                + " scoring and selecting, s a core | GFLOP/s | peak | share |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        try (Scratch scratch = Scratch.open(settings)) {
            ScoringRace race = new ScoringRace(scratch.spark(), settings.model(), scratch.folder());
            List<ScoringRace.ScoringResult> results = new ArrayList<>();
            for (int rank : options.ranks()) {
                ScoringRace.ScoringResult result = race.run(options.size(), rank, topN, field);
                results.add(result);
                out.printf(
                        Locale.ROOT,
                        "| %s | %,d x %,d | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f | %.0f | %.0f%% |%n",
                        result.size(),
                        result.users(),
                        result.items(),
                        rank,
                        result.ours(),
                        result.mllibs(),
                        result.filtered(),
                        result.ratio(),
                        result.scoring(),
                        result.gigaflops(),
                        result.peak(),
                        100 * result.share());
                out.flush();
            }
            options.write(results, scratch);
            out.printf(
                    Locale.ROOT, "ratio %.2f%n", results.get(results.size() - 1).ratio());
            out.flush();
        }
        return ExitCode.DONE.code();
    }
}
