package io.reelrank.cli;

import io.reelrank.stage.Night.Reuse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of a run over a day's logs. */
final class RunOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description = "The day whose logs are processed; by default yesterday in reelrank.sources.zone.")
    private String date;

    @Option(
            names = "--force",
            description =
                    "Compute everything again, also what a finished stage wrote from the same inputs and settings.")
    private boolean force;

    @Option(names = "--dry-run", description = "Check settings, inputs and permissions, and write nothing.")
    private boolean dryRun;

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
            throw wrong("--date %s is no day: write it as YYYY-MM-DD, such as 2022-05-06".formatted(date));
        }
    }

    Reuse reuse() {
        return force ? Reuse.NOTHING : Reuse.FINISHED;
    }

    boolean isDryRun() {
        return dryRun;
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(command.commandLine(), message);
    }
}
