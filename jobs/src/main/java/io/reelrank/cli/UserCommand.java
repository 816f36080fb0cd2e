package io.reelrank.cli;

import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.Users;
import io.reelrank.workbench.inspect.Inspection;
import io.reelrank.workbench.inspect.UserView;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a night knows about one user, and why each video is recommended. */
@Command(
        name = "user",
        description =
                "Prints a user's profile, seen videos and list, with the seen videos that add most to each score.",
        mixinStandardHelpOptions = true)
final class UserCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private PublishedNight published = new PublishedNight();

    @ArgGroup(multiplicity = "1")
    private IdArgument id = new IdArgument();

    @Option(
            names = "--places",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many seen and recommended videos are printed; ${DEFAULT-VALUE} by default.")
    private int places;

    @Option(
            names = "--pseudonym",
            description = "The id is one of the tables already: a pseudonym, where a key is set.")
    private boolean isPseudonym;

    @Override
    public Integer call() {
        Settings settings = published.settings();
        LocalDate night = published.date();
        try (Session session = Session.open(settings.spark())) {
            TableStore store =
                    new TableStore(session.spark(), settings.storage().root());
            Optional<Manifest> users = Optional.ofNullable(
                            store.manifests(Users.TABLE).lastEntry())
                    .map(Map.Entry::getValue);
            String user = isPseudonym
                    ? id.value()
                    : UserIds.of(settings.privacy(), store.root(), users).of(id.value());
            print(night, new Inspection(store, settings.model(), night).user(user, places));
        }
        return ExitCode.DONE.code();
    }

    private void print(LocalDate night, UserView view) {
        PrintWriter out = command.commandLine().getOut();
        out.printf(Locale.ROOT, "user %s on %s%n", view.user(), night);
        view.profile().forEach(line -> out.println("  " + line));
        out.printf(
                Locale.ROOT,
                "%nhas seen %,d videos, strongest first%n",
                view.past().size());
        out.print(TextTable.of(
                List.of("strength", "last seen, UTC", "video", "title"),
                view.past().stream()
                        .limit(places)
                        .map(past -> List.of(
                                String.format(Locale.ROOT, "%.2f", past.strength()),
                                past.lastSeen(),
                                past.video(),
                                past.title()))
                        .toList(),
                4));
        out.printf(Locale.ROOT, "%nrecommended videos; the score is the sum over the seen videos, plus popularity%n");
        out.print(TextTable.of(
                List.of("position", "score", "seen", "video", "reason", "by", "title"),
                IntStream.range(0, view.list().size())
                        .mapToObj(i -> row(i + 1, view.list().get(i)))
                        .toList(),
                7));
        out.flush();
    }

    private static List<String> row(int place, UserView.Listed listed) {
        return List.of(
                Integer.toString(place),
                String.format(Locale.ROOT, "%.3f", listed.score()),
                String.format(Locale.ROOT, "%.3f", listed.taste()),
                listed.video(),
                listed.reason(),
                listed.contributions().stream()
                        .map(past -> String.format(Locale.ROOT, "%s %.3f", past.video(), past.amount()))
                        .collect(Collectors.joining(", ")),
                listed.title());
    }
}
