package io.reelrank.cli;

import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.Pointer;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.publication.PublicationReader;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what is published. */
@Command(
        name = "versions",
        description = "Lists the publications that are kept, newest first; * marks the current one.",
        mixinStandardHelpOptions = true)
final class VersionsCommand implements Callable<Integer> {
    private static final List<String> HEAD = List.of("", "date", "run", "valid until", "datasets", "rows", "bytes");
    private static final int TEXTS = 4;
    private static final String LOST =
            "the pointer leads to %s, whose manifest is not there or damaged: run reelrank rollback";

    @Spec
    private CommandSpec command;

    @Mixin
    private PublishedRoot published = new PublishedRoot();

    @Override
    public Integer call() {
        PublicationReader reader = published.reader();
        Optional<Pointer> pointer = reader.pointer();
        String current = pointer.map(Pointer::path).orElse("");
        List<Publication> all = reader.all();
        List<List<String>> rows = all.stream()
                .map(publication -> row(publication, publication.path().equals(current) ? "*" : ""))
                .toList();
        PrintWriter out = command.commandLine().getOut();
        out.print(
                rows.isEmpty()
                        ? "nothing is published under %s%n".formatted(published.root())
                        : TextTable.of(HEAD, rows, TEXTS));
        if (pointer.isPresent()) {
            boolean isListed = all.stream().map(Publication::path).anyMatch(current::equals);
            out.println(isListed ? reason(pointer.get()) : LOST.formatted(current));
        } else if (!all.isEmpty()) {
            out.println(published.notPublished().getMessage());
        }
        out.flush();
        return ExitCode.DONE.code();
    }

    private String reason(Pointer pointer) {
        String since = new PublicationPointer(published.storage(), published.root())
                .since()
                .map(moved -> moved.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("");
        return pointer.moved().equals(PublicationPointer.ROLLBACK)
                ? "current since %s, by a rollback from %s".formatted(since, pointer.previous())
                : "current since %s, by its night".formatted(since);
    }

    private static List<String> row(Publication publication, String mark) {
        return List.of(
                mark,
                publication.date(),
                publication.run(),
                publication.validUntil(),
                Integer.toString(publication.datasets().size()),
                String.format(Locale.ROOT, "%,d", publication.rows()),
                String.format(Locale.ROOT, "%,d", publication.bytes()));
    }
}
