package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import java.time.LocalDate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The night that a command looks at: that of a date, or else of the current publication. */
final class PublishedNight {
    @Mixin
    private PublishedRoot published = new PublishedRoot();

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            converter = DayConverter.class,
            description = "The night to look at; by default that of the current publication.")
    private LocalDate date;

    LocalDate date() {
        return date == null ? LocalDate.parse(published.publication(null).date()) : date;
    }

    Settings settings() {
        return published.settings();
    }
}
