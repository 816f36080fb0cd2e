package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Pipeline;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads a sample of one day as a night would, and shows what becomes of it. */
@Command(
        name = "check",
        description = "Reads a sample of one day as a night would and shows its first rows, what was accepted, rejected"
                + " and repeated, and what looks odd. Writes nothing that stays.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private final Clock clock;
    private final Function<Settings, Pipeline> nights;

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin
    private DateOption dateOption = new DateOption();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many rows of each file of a log are read at the most; ${DEFAULT-VALUE} by default.")
    private long rows;

    CheckCommand(Clock clock, Function<Settings, Pipeline> nights) {
        this.clock = clock;
        this.nights = nights;
    }

    @Override
    public Integer call() {
        try (SampleRun.Folder folder = new SampleRun.Folder()) {
            folder.overrides(rows).forEach(settingsOptions::override);
            Settings settings = settingsOptions.load(Settings.Purpose.EVALUATE);
            LocalDate date = dateOption.date(clock, settings.sources().zone());
            try (Session session = Session.open(settings.spark())) {
                new SampleRun(nights, rows)
                        .print(
                                session.spark(),
                                settings,
                                date,
                                clock.instant(),
                                command.commandLine().getOut());
            }
        }
        return ExitCode.DONE.code();
    }
}
