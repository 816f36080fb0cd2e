package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Searches better settings of the model. It computes the tables of the date first where they are missing. */
@Command(
        name = "tune",
        description =
                "Searches better settings of the model and writes the best as a conf file. Trials are measured on the"
                        + " days before --date that the features stage holds out.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "To judge the winner on days that the search did not use, give a date before these days.",
            "An interrupted search keeps its results; the same command continues it.",
            "The settings under reelrank.tune define what is searched.",
            "",
            "For example: scripts/reelrank tune --date 2022-05-03 --conf conf/kuairand.conf --trials 60"
        })
final class TuneCommand extends NightCommand {
    TuneCommand(Clock clock, CommandLines.Pipelines all, String first, String last) {
        super(clock, all, all.tuning(), first, last);
    }

    @Option(names = "--trials", paramLabel = "N", description = "The most trials; each trains a model.")
    void trials(int trials) {
        override("tune.trials=" + trials);
    }

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "The minutes of training and measuring after which no further trial starts.")
    void minutes(double minutes) {
        override("tune.minutes=" + minutes);
    }

    @Override
    Settings.Purpose purpose() {
        return Settings.Purpose.TUNE;
    }
}
