package io.reelrank.cli;

import io.reelrank.core.settings.Settings;
import java.time.Clock;
import picocli.CommandLine.Command;

/**
 * Measures what each part of the strengths is worth. It computes the tables of the date first where they are missing.
 */
@Command(
        name = "ablate",
        description =
                "Measures what each part of the strengths is worth: trains the model once for each variant and measures"
                        + " it on the days before --date that the features stage holds out.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The variants are settings under reelrank.ablation. All are measured on the same positives: those of the",
            "night's own settings. The table ablation_results has every figure; a Markdown file compares the variants.",
            "",
            "For example: scripts/reelrank ablate --date 2022-05-03 --conf conf/kuairand.conf"
        })
final class AblateCommand extends NightCommand {
    AblateCommand(Clock clock, CommandLines.Pipelines all, String first, String last) {
        super(clock, all, all.ablation(), first, last);
    }

    @Override
    Settings.Purpose purpose() {
        return Settings.Purpose.ABLATE;
    }
}
