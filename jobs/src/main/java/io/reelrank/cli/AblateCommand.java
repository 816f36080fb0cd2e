package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import io.reelrank.core.stage.Pipeline;
import java.time.Clock;
import java.util.function.Function;
import picocli.CommandLine.Command;

/** Measures what each part of the strengths is worth, on the tables of a date that it makes where they are missing. */
@Command(
        name = "ablate",
        description =
                "Trains the model on strengths by other settings, one variant after the other, and measures each on the days"
                        + " before --date that the features stage holds out.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The variants stand under reelrank.ablation. What is to be found is the same for all: what the night's own",
            "settings call wanted. The table ablation_results has every figure, and a file in Markdown those to compare.",
            "",
            "For example: scripts/reelrank ablate --date 2022-05-03 --conf conf/kuairand.conf"
        })
final class AblateCommand extends NightCommand {
    AblateCommand(Clock clock, Function<Settings, Pipeline> ablation, String first, String last) {
        super(clock, ablation, first, last);
    }
}
