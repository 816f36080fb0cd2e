package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints every setting, its value and its origin. */
@Command(
        name = "settings",
        description =
                "Prints every setting, its value, and the file and line or the option that set it. Secrets are masked.",
        mixinStandardHelpOptions = true)
final class SettingsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Override
    public Integer call() {
        for (Settings.SettingLine line : settingsOptions.lines(Settings.Purpose.NIGHT)) {
            command.commandLine()
                    .getOut()
                    .printf(Locale.ROOT, "%s = %s    # %s%n", line.key(), line.value(), line.origin());
        }
        command.commandLine().getOut().flush();
        return ExitCode.DONE.code();
    }
}
