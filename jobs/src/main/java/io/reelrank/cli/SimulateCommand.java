package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import io.reelrank.workbench.simulate.SimulatedFiles;
import io.reelrank.workbench.simulate.Simulator;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the logs of a synthetic platform. */
@Command(
        name = "simulate",
        description = "Writes the logs, videos and users of a synthetic platform with a known truth. The settings under"
                + " reelrank.simulate define its size and its data errors.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder to write to. Files of the simulated days that are there are replaced.")
    private String out;

    @Override
    public Integer call() {
        Settings settings = settingsOptions.load(Settings.Purpose.EVALUATE);
        PrintWriter console = command.commandLine().getOut();
        try (Session session = Session.open(settings.spark())) {
            SimulatedFiles written = new Simulator(settings.simulate()).write(session.spark(), out);
            for (String kind : List.of("events", "videos", "users")) {
                console.printf(Locale.ROOT, "%s: %,d rows%n", kind, written.rows(kind));
            }
            console.printf(Locale.ROOT, "%d files under %s%n", written.files().size(), out);
            console.flush();
        }
        return ExitCode.DONE.code();
    }
}
