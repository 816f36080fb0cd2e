package io.reelrank.cli;

import io.reelrank.core.stage.StageSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The summary of a run as text: one line per stage, then the notes and outputs of each stage. */
final class SummaryTable {
    private static final List<String> HEAD =
            List.of("stage", "state", "rows in", "rows out", "seconds", "peak heap MB");
    private static final double MILLION = 1e6;

    private SummaryTable() {}

    static String of(List<StageSummary> stages) {
        List<List<String>> rows = new ArrayList<>();
        for (StageSummary stage : stages) {
            rows.add(List.of(
                    stage.stage(),
                    stage.state().name().toLowerCase(Locale.ROOT),
                    String.format(Locale.ROOT, "%,d", stage.rowsIn()),
                    String.format(Locale.ROOT, "%,d", stage.rowsOut()),
                    String.format(Locale.ROOT, "%.1f", stage.seconds()),
                    stage.peakBytes() == 0 ? "-" : String.format(Locale.ROOT, "%.0f", stage.peakBytes() / MILLION)));
        }
        StringBuilder text = new StringBuilder(TextTable.of(HEAD, rows, 2));
        for (StageSummary stage : stages) {
            if (!stage.notes().isEmpty() || !stage.outputs().isEmpty()) {
                text.append('\n').append(stage.stage()).append('\n');
                stage.notes().forEach((what, value) -> text.append("  %s: %s%n".formatted(what, value)));
                stage.outputs().forEach(path -> text.append("  wrote %s%n".formatted(path)));
            }
        }
        return text.toString();
    }
}
