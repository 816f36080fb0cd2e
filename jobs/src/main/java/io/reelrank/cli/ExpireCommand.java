package io.reelrank.cli;

import io.reelrank.core.lease.Lease;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Expiry;
import io.reelrank.core.stage.Expiry.Expired;
import io.reelrank.core.stage.Pipeline;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes what nobody needs any more, as the end of every night does. */
@Command(
        name = "expire",
        description = "Deletes days of tables, pages and records that are older than storage.keep-days, publications"
                + " beyond serve.keep-versions, and what killed runs left. Every night does so at its end.",
        mixinStandardHelpOptions = true)
final class ExpireCommand implements Callable<Integer> {
    private final Clock clock;
    private final Function<Settings, Pipeline> pipelines;

    @Spec
    private CommandSpec command;

    @Mixin
    private PublishedRoot published = new PublishedRoot();

    @Option(
            names = "--dry-run",
            description =
                    "Show what would be deleted, and delete nothing. While a night runs, its own files are shown too.")
    private boolean dryRun;

    ExpireCommand(Clock clock, Function<Settings, Pipeline> pipelines) {
        this.clock = clock;
        this.pipelines = pipelines;
    }

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        if (dryRun) {
            List<Expired> expired = expiry(() -> {}).expired();
            expired.forEach(
                    item -> out.printf(Locale.ROOT, "%s: %s, %,d bytes%n", item.path(), item.reason(), item.bytes()));
            print(out, expired, "would be deleted");
            return ExitCode.DONE.code();
        }
        try (Lease lease = published.lease("expire-" + clock.instant(), clock)) {
            Expiry expiry = expiry(lease::requireHeld);
            List<Expired> expired = expiry.expired();
            expiry.delete(expired);
            print(out, expired, "deleted");
        }
        return ExitCode.DONE.code();
    }

    private Expiry expiry(Runnable guard) {
        Settings settings = published.settings();
        return new Expiry(pipelines.apply(settings), published.storage().guardedBy(guard), published.root(), settings);
    }

    private void print(PrintWriter out, List<Expired> expired, String what) {
        summary(expired).forEach(line -> out.println(what + ": " + line));
        if (expired.isEmpty()) {
            out.println("nothing has expired under " + published.root());
        }
        out.flush();
    }

    /** A line for each reason: how much has expired for it. */
    static List<String> summary(List<Expired> expired) {
        Map<String, List<Expired>> byReason =
                expired.stream().collect(Collectors.groupingBy(Expired::reason, TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        byReason.forEach((reason, items) -> lines.add(String.format(
                Locale.ROOT,
                "%,d folders and files, %,d bytes: %s",
                items.size(),
                items.stream().mapToLong(Expired::bytes).sum(),
                reason)));
        return lines;
    }
}
