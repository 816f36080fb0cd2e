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
 * A command line that was run in the JVM of the test.
 *
 * @param exit the exit code
 * @param out the standard output
 * @param err the error output: progress and errors
 */
public record Command(int exit, String out, String err) {
    /** The folder of the project. */
    static final Path HOME = Path.of(System.getProperty("reelrank.basedir"));

    private static final Instant BASE = Instant.parse("2022-05-07T01:00:00Z");
    private static int runs;

    /**
     * Runs a command on the morning after the last day of the sample. Each run is a minute later than the one before.
     */
    public static synchronized Command run(String... arguments) {
        return runAt(BASE.plusSeconds(60L * runs++), arguments);
    }

    /** Runs a command at a time of the clock. */
    public static Command runAt(Instant time, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = CommandLines.execute(
                Clock.fixed(time, ZoneOffset.UTC),
                new CommandLines.Pipelines(NightlyPipeline::of, NightlyPipeline::tuning, NightlyPipeline::ablation),
                new PrintWriter(out),
                new PrintWriter(err),
                arguments);
        return new Command(exit, out.toString(), err.toString());
    }

    /** Runs a command over data-samples/ with conf/sample.conf, for the last day of the sample. */
    static Command overSample(String name, Path storage, String... more) {
        return overSampleOf("2022-05-06", name, storage, more);
    }

    /** Runs a command over data-samples/ with conf/sample.conf, for the given date. */
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
                "storage.root=" + storage,
                // Here a repeated key of any table is found; nights of other platforms are as fast as an operator's.
                "--set",
                "storage.read-back=rows");
        return run(Stream.concat(fixed.stream(), Arrays.stream(more)).toArray(String[]::new));
    }
}
