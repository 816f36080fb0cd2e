package io.reelrank.cli;

import io.reelrank.core.files.StorageException;
import io.reelrank.core.publication.Publication;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
            description = "The publication's date; the current publication by default.")
    private String date;

    @Override
    public Integer call() {
        Publication publication = published.publication(date);
        PrintWriter out = command.commandLine().getOut();
        requireGood(published, publication, out);
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

    /** @throws StorageException if the publication is damaged; the damages are printed */
    static void requireGood(PublishedRoot published, Publication publication, PrintWriter out) {
        List<String> damages = published.reader().damages(publication);
        damages.forEach(out::println);
        out.flush();
        if (!damages.isEmpty()) {
            throw new StorageException(
                    "%s is damaged in %d places, the first: %s; run reelrank rollback, or the night again"
                            .formatted(publication.path(), damages.size(), damages.get(0)));
        }
    }
}
