package io.reelrank.cli;

import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.workbench.inspect.OutlookInspection;
import io.reelrank.workbench.inspect.OutlookView;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what pull to expect of a planned video of a creator. */
@Command(
        name = "outlook",
        description =
                "Prints what pull a creator can expect of a planned video, from what evidence, and what is not known.",
        mixinStandardHelpOptions = true)
final class OutlookCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private PublishedNight published = new PublishedNight();

    @Option(
            names = "--creator",
            paramLabel = "ID",
            required = true,
            description = "The creator's id, as in the tables.")
    private String creator;

    @Option(names = "--tags", paramLabel = "TAG", split = ",", description = "The tags of the video.")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--length",
            paramLabel = "LENGTH",
            description = "The length of the video: under_15s, 15s_to_60s, 1m_to_3m or over_3m.")
    private Optional<String> length = Optional.empty();

    @Override
    public Integer call() {
        length.filter(given -> !VideoFeatures.DURATION_BUCKETS.contains(given)).ifPresent(given -> {
            throw new ParameterException(
                    command.commandLine(),
                    "--length %s is no length: give one of %s"
                            .formatted(given, String.join(", ", VideoFeatures.DURATION_BUCKETS)));
        });
        LocalDate night = published.date();
        try (Session session = Session.open(published.settings().spark())) {
            TableStore store = new TableStore(
                    session.spark(), published.settings().storage().root());
            print(
                    night,
                    new OutlookInspection(store, night)
                            .planned(creator, tags, length.stream().toList()));
        }
        return ExitCode.DONE.code();
    }

    private void print(LocalDate night, OutlookView view) {
        PrintWriter out = command.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "creator %s on %s: the pull to expect of the next video, 0 being that of the average video%n",
                creator,
                night);
        out.print(TextTable.of(
                List.of("option", "likes most, who wants it", "expected", "80% range", "own videos", "niche's"),
                view.parts().stream().map(part -> row(part)).toList(),
                2));
        out.printf(
                Locale.ROOT,
                "%nexpected: %+.3f%s%n",
                view.expected(),
                view.halfWidth()
                        .map(half -> ", four of five from " + range(view.expected() - half, view.expected() + half))
                        .orElse(""));
        view.parts()
                .get(0)
                .range()
                .ifPresentOrElse(
                        range -> out.printf(
                                Locale.ROOT,
                                "ranges as usual held %.1f%% of %,d new videos%n",
                                100 * range.held(),
                                range.tested()),
                        () -> out.println("no range is known: too few videos are new"));
        view.unknown().forEach(line -> out.println("not known: " + line));
        out.flush();
    }

    private static List<String> row(OutlookView.Part part) {
        return List.of(
                part.name(),
                String.join(", ", part.tastes()),
                String.format(Locale.ROOT, "%+.3f", part.expected()),
                part.range().map(range -> range(range.low(), range.high())).orElse("?"),
                String.format(Locale.ROOT, "%,d", part.videos()),
                part.nicheVideos()
                        .map(videos -> String.format(Locale.ROOT, "%,d", videos))
                        .orElse(""));
    }

    private static String range(double low, double high) {
        return String.format(Locale.ROOT, "%+.3f to %+.3f", low, high);
    }
}
