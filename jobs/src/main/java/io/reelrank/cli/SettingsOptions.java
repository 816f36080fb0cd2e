package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that select the settings. */
final class SettingsOptions {
    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "A file of settings in HOCON that overrides the defaults, such as conf/sample.conf.")
    private Path conf;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, which overrides the file; may be repeated. The prefix 'reelrank.' is optional.")
    private List<String> overrides = new ArrayList<>();

    /** Adds a setting that another option gives; it overrides the file. */
    void override(String setting) {
        overrides.add(setting);
    }

    /** The options as typed, for another command. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (conf != null) {
            arguments.addAll(List.of("--conf", conf.toString()));
        }
        overrides.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return arguments;
    }

    Settings load(Settings.Purpose purpose) {
        return Settings.load(Optional.ofNullable(conf), overrides, purpose);
    }

    List<Settings.SettingLine> lines(Settings.Purpose purpose) {
        return Settings.lines(Optional.ofNullable(conf), overrides, purpose);
    }
}
