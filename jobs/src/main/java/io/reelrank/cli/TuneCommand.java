package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Pipeline;
import java.time.Clock;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Searches better settings of the model, on the tables of a date that it makes where they are missing. */
@Command(
        name = "tune",
        description =
                "Searches better settings of the model on the days before --date that the features stage holds out,"
                        + " and writes the best as a conf file.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Give a date before the days that the winner is to be judged by: nights measure on their own last days.",
            "What an interrupted search found is kept; the same command goes on from there. reelrank.tune says what is",
            "searched.",
            "",
            "For example: scripts/reelrank tune --date 2022-05-03 --conf conf/kuairand.conf --trials 60"
        })
final class TuneCommand extends NightCommand {
    TuneCommand(Clock clock, Function<Settings, Pipeline> tuning, String first, String last) {
        super(clock, tuning, first, last);
    }

    @Option(names = "--trials", paramLabel = "N", description = "How many times a model is trained at the most.")
    void trials(int trials) {
        override("tune.trials=" + trials);
    }

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "After how many minutes of training and measuring no further trial begins.")
    void minutes(double minutes) {
        override("tune.minutes=" + minutes);
    }
}
