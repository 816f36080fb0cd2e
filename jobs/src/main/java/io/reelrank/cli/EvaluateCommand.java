package io.reelrank.cli;

import io.reelrank.core.files.Json;
import io.reelrank.core.settings.Settings;
import io.reelrank.workbench.benchmark.Benchmark;
import io.reelrank.workbench.benchmark.BenchmarkFiles;
import io.reelrank.workbench.benchmark.BenchmarkResult;
import io.reelrank.workbench.benchmark.PairFormat;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains and measures on a published benchmark data set. */
@Command(
        name = "evaluate",
        description = "Trains on the training pairs of a benchmark and measures on its test pairs, as papers do.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Lines are 'user item [value] [time]' or 'user item item ...', separated by blanks, tabs, commas or ::.",
            "Files may be gzipped. The settings under reelrank.model define how ALS is trained, those under",
            "reelrank.evaluation what is measured.",
            "",
            "For example: scripts/reelrank evaluate --train train.txt --test test.txt --set model.rank=64"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Option(names = "--train", paramLabel = "FILE", required = true, description = "The training pairs.")
    private String train;

    @Option(names = "--test", paramLabel = "FILE", required = true, description = "The test pairs.")
    private String test;

    @Option(
            names = "--candidates",
            paramLabel = "FILE",
            description = "The candidates of each user, as lines 'user item item ...' or '(user,item) item item ...'."
                    + " The user's test items are candidates too. By default all items of the training pairs.")
    private String candidates;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "pairs or lists; by default it is detected from the first lines of the training file.")
    private PairFileFormat format = PairFileFormat.auto;

    @Option(
            names = "--skip-lines",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many lines at the start of each file are skipped, such as a header.")
    private int skipLines;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "A file that the results are also written to, as JSON.")
    private String json;

    /** The formats as users type them. */
    private enum PairFileFormat {
        auto,
        pairs,
        lists;

        Optional<PairFormat> format() {
            return switch (this) {
                case auto -> Optional.empty();
                case pairs -> Optional.of(PairFormat.PAIRS);
                case lists -> Optional.of(PairFormat.LISTS);
            };
        }
    }

    @Override
    public Integer call() {
        Settings settings = settingsOptions.load(Settings.Purpose.EVALUATE);
        try (Scratch scratch = Scratch.open(settings)) {
            BenchmarkResult result = new Benchmark(settings.model(), settings.evaluation())
                    .of(
                            scratch.spark(),
                            new BenchmarkFiles(
                                    train, test, Optional.ofNullable(candidates), format.format(), skipLines));
            if (json != null) {
                scratch.storage().replace(new Path(json), Json.bytes(result));
            }
            print(result);
        }
        return ExitCode.DONE.code();
    }

    private void print(BenchmarkResult result) {
        PrintWriter out = command.commandLine().getOut();
        out.printf(
                "%s by %s, lines are %s%n",
                result.test(), result.train(), result.format().name().toLowerCase(Locale.ROOT));
        out.printf(Locale.ROOT, "ranked: %s%n", result.protocol());
        result.counts().forEach((what, count) -> out.printf(Locale.ROOT, "%s: %,d%n", what, count));
        result.seconds().forEach((what, seconds) -> out.printf(Locale.ROOT, "%s: %.1f s%n", what, seconds));
        out.println();
        out.print(TextTable.of(head(result), rows(result), 1));
        if (json != null) {
            out.printf(Locale.ROOT, "%nwrote %s%n", json);
        }
        out.flush();
    }

    private static List<String> head(BenchmarkResult result) {
        return Stream.concat(Stream.of("metric, 95% interval"), models(result).stream())
                .toList();
    }

    private static Set<String> models(BenchmarkResult result) {
        Set<String> models = new LinkedHashSet<>();
        result.figures().forEach(figure -> models.add(figure.model()));
        return models;
    }

    private static List<List<String>> rows(BenchmarkResult result) {
        Set<String> metrics = new LinkedHashSet<>();
        result.figures().forEach(figure -> metrics.add(figure.published()));
        return metrics.stream()
                .map(metric -> Stream.concat(
                                Stream.of(metric),
                                result.figures().stream()
                                        .filter(figure -> figure.published().equals(metric))
                                        .map(figure -> String.format(
                                                Locale.ROOT,
                                                "%.4f (%.4f-%.4f)",
                                                figure.value(),
                                                figure.low(),
                                                figure.high())))
                        .toList())
                .toList();
    }
}
