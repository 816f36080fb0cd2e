package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say with which settings. */
final class SettingsOptions {
    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "Settings in HOCON that override the defaults, such as conf/sample.conf.")
    private Path conf;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, over the file's; may be given several times. 'reelrank.' may be left out.")
    private List<String> overrides = new ArrayList<>();

    /** A setting that another option gives, over the file's. */
    void override(String setting) {
        overrides.add(setting);
    }

    Settings load() {
        return Settings.load(Optional.ofNullable(conf), overrides);
    }

    /** For a command that judges no model by the metrics of gate, tune and ablation. */
    Settings loadUnjudged() {
        return Settings.loadUnjudged(Optional.ofNullable(conf), overrides);
    }

    List<Settings.SettingLine> lines() {
        return Settings.lines(Optional.ofNullable(conf), overrides);
    }
}
