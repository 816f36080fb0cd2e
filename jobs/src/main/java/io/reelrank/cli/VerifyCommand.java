package io.reelrank.cli;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.store.TableCheck;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares every file of a publication with its manifest. */
@Command(
        name = "verify",
        description = "Compares every byte, row count and column of a publication with its manifest.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private PublishedRoot published = new PublishedRoot();

    @Parameters(
            paramLabel = "DATE",
            arity = "0..1",
            converter = DayConverter.class,
            description = "The publication's date; the current publication by default.")
    private LocalDate date;

    @Option(names = "--tables", description = "Check the tables of the date instead: every byte, row count and column.")
    private boolean ofTables;

    @Override
    public Integer call() {
        return ofTables ? checkTables() : checkPublication();
    }

    private int checkTables() {
        PrintWriter out = command.commandLine().getOut();
        LocalDate day =
                date == null ? LocalDate.parse(published.publication(null).date()) : date;
        TableCheck.CheckedTables outcome = new TableCheck(published.storage(), published.root()).of(day);
        if (outcome.files() == 0) {
            throw new InputException("no table of %s is under %s".formatted(day, published.root()));
        }
        requireNone(
                outcome.damages(),
                "the tables of %s are".formatted(day),
                "delete the day's folder of each damaged table, and run the night again",
                out);
        out.printf(Locale.ROOT, "the tables of %s are as they were written: %,d files%n", day, outcome.files());
        out.flush();
        return ExitCode.DONE.code();
    }

    private int checkPublication() {
        Publication publication = published.publication(date == null ? null : date.toString());
        PrintWriter out = command.commandLine().getOut();
        requireGood(published, publication, "run reelrank rollback, or the night of its date again", out);
        out.printf(
                Locale.ROOT,
                "%s is as it was published: %d datasets, %,d rows, %,d bytes, %,d pages%n",
                publication.path(),
                publication.datasets().size(),
                publication.rows(),
                publication.bytes(),
                publication.pages().size());
        out.flush();
        return ExitCode.DONE.code();
    }

    /**
     * Prints the damages of a publication.
     *
     * @param advice what to do about them
     * @throws StorageException if there are any
     */
    static void requireGood(PublishedRoot published, Publication publication, String advice, PrintWriter out) {
        requireNone(published.reader().damages(publication), publication.path() + " is", advice, out);
    }

    private static void requireNone(List<String> damages, String what, String advice, PrintWriter out) {
        damages.forEach(out::println);
        out.flush();
        if (!damages.isEmpty()) {
            throw new StorageException("%s damaged in %d places, the first: %s; %s"
                    .formatted(what, damages.size(), damages.get(0), advice));
        }
    }
}
