package io.reelrank.cli;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that selects the day. */
final class DateOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            converter = DayConverter.class,
            description =
                    "The day whose logs are processed; by default yesterday, in the time zone reelrank.sources.zone.")
    private LocalDate date;

    LocalDate date(Clock clock, ZoneId zone) {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        if (date == null) {
            return today.minusDays(1);
        }
        if (date.isAfter(today)) {
            throw new CommandLine.ParameterException(
                    command.commandLine(),
                    "--date %s is in the future: today is %s in %s".formatted(date, today, zone));
        }
        return date;
    }
}
