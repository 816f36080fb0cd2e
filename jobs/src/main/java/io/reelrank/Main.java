package io.reelrank;

import io.reelrank.cli.CommandLines;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The main class of {@code spark-submit}: runs the command of its arguments and exits with the command's exit code. */
public final class Main {
    private Main() {}

    /** Runs one command; {@code --help} lists the commands. */
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
        // YARN takes a driver in its cluster that exits by itself for a failed one, whatever the code.
        if (exit != 0 || !isInApplicationMaster()) {
            System.exit(exit);
        }
    }

    private static boolean isInApplicationMaster() {
        return "yarn".equals(System.getProperty("spark.master"))
                && "cluster".equals(System.getProperty("spark.submit.deployMode"));
    }
}
