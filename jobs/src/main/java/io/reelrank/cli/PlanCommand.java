package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Pipeline;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the stages of a night with the tables that each reads and writes. */
@Command(
        name = "plan",
        description = "Prints the stages in order, with the tables that each reads and writes.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    private final Function<Settings, Pipeline> pipelines;

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    PlanCommand(Function<Settings, Pipeline> pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public Integer call() {
        command.commandLine()
                .getOut()
                .print(pipelines
                        .apply(settingsOptions.load(Settings.Purpose.NIGHT))
                        .describe());
        command.commandLine().getOut().flush();
        return ExitCode.DONE.code();
    }
}
