package io.reelrank.cli;

import io.reelrank.core.lease.Lease;
import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Expiry.Expired;
import io.reelrank.core.stage.Pipeline;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes what nobody needs any more, as the end of every night does. */
@Command(
        name = "expire",
        description = "Deletes days of tables, pages and records that are older than storage.keep-days, publications"
                + " beyond serve.keep-versions, what killed runs left, and lists in serving stores that are in no publication."
                + " Every night does so at its end.",
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
            List<Expired> expired = cleanup(() -> {}).expired();
            expired.forEach(
                    item -> out.printf(Locale.ROOT, "%s: %s, %,d bytes%n", item.path(), item.reason(), item.bytes()));
            print(out, expired, "would be deleted");
            return ExitCode.DONE.code();
        }
        try (Lease lease = published.lease("expire-" + clock.instant(), clock)) {
            print(out, cleanup(lease::requireHeld).run(), "deleted");
        }
        return ExitCode.DONE.code();
    }

    private Cleanup cleanup(Runnable guard) {
        Settings settings = published.settings();
        return new Cleanup(pipelines.apply(settings), published.storage().guardedBy(guard), published.root(), settings);
    }

    private void print(PrintWriter out, List<Expired> expired, String what) {
        Cleanup.summary(expired).forEach(line -> out.println(what + ": " + line));
        if (expired.isEmpty()) {
            out.println("nothing has expired under " + published.root());
        }
        out.flush();
    }
}
