package io.reelrank.cli;

import io.reelrank.core.files.InputException;
import io.reelrank.core.lease.Lease;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.Pointer;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.publication.PublicationReader;
import io.reelrank.core.serving.ServingStores;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes an older publication again. */
@Command(
        name = "rollback",
        description =
                "Moves the pointer back to an older publication, if that is not damaged, and those of the serving stores to"
                        + " its lists, if they hold them. The next good night moves them forward again.",
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec command;

    @Mixin
    private PublishedRoot published = new PublishedRoot();

    @Parameters(
            paramLabel = "DATE",
            arity = "0..1",
            converter = DayConverter.class,
            description = "The publication's date; by default the publication before the current one.")
    private LocalDate date;

    RollbackCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        String run = "rollback-" + clock.instant();
        try (Lease lease = published.lease(run, clock)) {
            Publication publication = date == null ? previous(out) : ofDate();
            VerifyCommand.requireGood(published, publication, "give another DATE of reelrank versions", out);
            ServingStores stores = ServingStores.of(published.settings().serve());
            stores.requireHeld(publication);
            // Before the files: a rollback that ends in between is repeated with the same publication.
            lease.step(number -> stores.swap(publication));
            new PublicationPointer(published.storage(), published.root())
                    .move(publication, PublicationPointer.ROLLBACK, lease);
            out.printf(
                    Locale.ROOT,
                    "published is %s of %s again; the next good night goes forward from it%n",
                    publication.path(),
                    publication.date());
        }
        out.flush();
        return ExitCode.DONE.code();
    }

    /**
     * The publication before the current one, by date and time of writing: a second rollback goes back further. Damaged ones
     * are passed over, but the last, which the caller refuses with its damages.
     */
    private Publication previous(PrintWriter out) {
        PublicationReader reader = published.reader();
        List<Publication> all = reader.all();
        Pointer pointer = reader.pointer().orElseThrow(published::notPublished);
        int current = all.stream().map(Publication::path).toList().indexOf(pointer.path());
        List<Publication> older = all.stream()
                .skip(current + 1L)
                .filter(publication -> publication.date().compareTo(pointer.date()) <= 0)
                .toList();
        if (older.isEmpty()) {
            throw new InputException("no publication is older than the current one, of %s".formatted(pointer.date()));
        }
        for (Publication publication : older.subList(0, older.size() - 1)) {
            List<String> damages = reader.damages(publication);
            if (damages.isEmpty()) {
                return publication;
            }
            out.printf(
                    Locale.ROOT,
                    "passed over %s, which is damaged in %d places, the first: %s%n",
                    publication.path(),
                    damages.size(),
                    damages.get(0));
        }
        return older.get(older.size() - 1);
    }

    /** The newest publication of the date that is not the current one. */
    private Publication ofDate() {
        String current = published.current();
        return published.publications(date.toString()).stream()
                .filter(publication -> !publication.path().equals(current))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "%s is the current publication already, and there is no other of %s".formatted(current, date)));
    }
}
