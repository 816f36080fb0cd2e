package io.reelrank.cli;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
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
            description =
                    "The day whose logs are processed; by default yesterday, in the time zone reelrank.sources.zone.")
    private String date;

    LocalDate date(Clock clock, ZoneId zone) {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        if (date == null) {
            return today.minusDays(1);
        }
        try {
            LocalDate day = LocalDate.parse(date);
            if (day.isAfter(today)) {
                throw wrong("--date %s is in the future: today is %s in %s".formatted(date, today, zone));
            }
            return day;
        } catch (DateTimeParseException e) {
            throw wrong("--date %s is not a day: write it as YYYY-MM-DD, such as 2022-05-06".formatted(date));
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(command.commandLine(), message);
    }
}
