package io.reelrank;

import io.reelrank.cli.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command line that was run inside the test, as a user types it.
 *
 * @param exit its exit code
 * @param out what it printed as results
 * @param err what it printed as progress and errors
 */
record Command(int exit, String out, String err) {
    /** The project's folder. */
    static final Path HOME = Path.of(System.getProperty("reelrank.basedir"));

    private static final Instant BASE = Instant.parse("2022-05-07T01:00:00Z");
    private static int runs;

    /** Runs a command on the morning after the sample's last day; each run is a minute later. */
    static synchronized Command run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Clock clock = Clock.fixed(BASE.plusSeconds(60L * runs++), ZoneOffset.UTC);
        int exit = CommandLines.execute(
                clock,
                new CommandLines.Pipelines(NightlyPipeline::of, NightlyPipeline::tuning, NightlyPipeline::ablation),
                new PrintWriter(out),
                new PrintWriter(err),
                arguments);
        return new Command(exit, out.toString(), err.toString());
    }

    /** A command over data-samples/ with conf/sample.conf. */
    static Command overSample(String name, Path storage, String... more) {
        return overSampleOf("2022-05-06", name, storage, more);
    }

    /** The same for another of the sample's days. */
    static Command overSampleOf(String date, String name, Path storage, String... more) {
        List<String> fixed = List.of(
                name,
                "--date",
                date,
                "--conf",
                HOME.resolve("conf/sample.conf").toString(),
                "--set",
                "sources.root=" + HOME.resolve("data-samples"),
                "--set",
                "storage.root=" + storage);
        return run(Stream.concat(fixed.stream(), Arrays.stream(more)).toArray(String[]::new));
    }
}
