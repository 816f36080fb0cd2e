package io.reelrank;

import io.reelrank.cli.CommandLines;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** What {@code spark-submit} starts: arguments in, a night run, an exit code out. */
public final class Main {
    private Main() {}

    /** Runs the command that the arguments name; {@code --help} lists them. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        int exit = CommandLines.execute(
                Clock.systemUTC(),
                new CommandLines.Pipelines(NightlyPipeline::of, NightlyPipeline::tuning, NightlyPipeline::ablation),
                out,
                err,
                arguments);
        out.flush();
        err.flush();
        System.exit(exit);
    }
}
