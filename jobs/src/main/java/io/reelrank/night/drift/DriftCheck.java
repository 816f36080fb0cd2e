package io.reelrank.night.drift;

import io.reelrank.core.settings.DriftSettings;
import io.reelrank.core.settings.DriftSettings.OnUnusual;
import io.reelrank.core.tables.DriftChecks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A figure of tonight's input beside that of the last weeks: a row of {@code drift_checks}.
 *
 * @param figure the figure
 * @param outcome the value of the column {@code outcome}
 * @param range what is usual; empty if it was not compared
 * @param days how many earlier days are known
 * @param finding the result in words
 */
record DriftCheck(InputFigure figure, String outcome, Optional<UsualRange> range, int days, String finding) {
    /**
     * Compares.
     *
     * @param tonight the figure
     * @param past the same figure on earlier days
     */
    static DriftCheck of(InputFigure tonight, List<InputFigure> past, DriftSettings settings) {
        if (past.size() < settings.leastDays()) {
            return skipped(
                    tonight,
                    past,
                    "there are %d earlier days, drift.least-days = %d".formatted(past.size(), settings.leastDays()));
        }
        double rows = Math.max(
                tonight.rows(),
                past.stream().mapToDouble(InputFigure::rows).max().orElse(0));
        if (rows < settings.leastRows()) {
            return skipped(
                    tonight,
                    past,
                    String.format(
                            Locale.ROOT,
                            "of %,.0f rows at the most, drift.least-rows = %,d",
                            rows,
                            settings.leastRows()));
        }
        UsualRange range = UsualRange.of(tonight, past, settings);
        boolean isUsual = range.contains(tonight.value());
        String unusual = settings.onUnusual() == OnUnusual.REFUSE ? DriftChecks.REFUSED : DriftChecks.WARNED;
        return new DriftCheck(
                tonight,
                isUsual ? DriftChecks.USUAL : unusual,
                Optional.of(range),
                past.size(),
                "%s, usually %s to %s on %d days%s"
                        .formatted(
                                tonight.written(tonight.value()),
                                tonight.written(range.low()),
                                tonight.written(range.high()),
                                past.size(),
                                isUsual ? "" : limit(tonight, range)));
    }

    boolean has(String other) {
        return outcome.equals(other);
    }

    Row row() {
        return RowFactory.create(
                figure.source(),
                figure.name(),
                figure.family().written(),
                outcome,
                figure.value(),
                range.map(UsualRange::low).orElse(null),
                range.map(UsualRange::high).orElse(null),
                days,
                finding);
    }

    private static DriftCheck skipped(InputFigure tonight, List<InputFigure> past, String why) {
        return new DriftCheck(
                tonight,
                DriftChecks.SKIPPED,
                Optional.empty(),
                past.size(),
                "%s; not compared: %s".formatted(tonight.written(tonight.value()), why));
    }

    private static String limit(InputFigure tonight, UsualRange range) {
        return tonight.value() < range.least()
                ? ", must be at least %s by %s".formatted(tonight.written(range.least()), range.setting())
                : ", must be at most %s by %s".formatted(tonight.written(range.most()), range.setting());
    }
}
