package io.reelrank.night.gate;

import io.reelrank.core.settings.GateSettings;
import io.reelrank.core.tables.ModelQuality;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Compares tonight's model with the published model and with the rivals. All are measured tonight, on the same users.
 *
 * <p>The night is refused only if the value falls by more than the tolerance and chance does not explain the fall: the
 * 95% interval of the paired difference lies on one side of 0.
 *
 * @param settings the bounds
 * @param publishedDay the newest published night; empty before the first publication
 */
record QualityChecks(GateSettings settings, Optional<LocalDate> publishedDay) {
    /** The segment of {@code model_quality} that has all evaluated users. */
    static final String ALL_USERS = "all";

    private static final String PARITY = "parity_";

    /**
     * Makes the checks.
     *
     * @param quality tonight's rows of {@code model_quality}
     */
    List<GateCheck> of(List<Row> quality) {
        List<GateCheck> checks = new ArrayList<>();
        if (quality.isEmpty()) {
            checks.add(GateCheck.skipped(
                    "quality",
                    GateCheck.Outcome.NOTHING_HELD_OUT,
                    "nothing is held out: features.test-days is 0 or nobody wanted anything"));
            return checks;
        }
        long mostUsers = quality.stream()
                .mapToLong(row -> row.<Long>getAs(ModelQuality.USERS))
                .max()
                .orElse(0);
        Map<String, Row> figures = new HashMap<>();
        quality.forEach(row -> figures.put(
                key(row.getAs(ModelQuality.MODEL), row.getAs(ModelQuality.SEGMENT), row.getAs(ModelQuality.METRIC)),
                row));
        for (String metric : settings.metrics()) {
            Row served = figures.get(key(ModelQuality.SERVED, ALL_USERS, metric));
            if (served == null) {
                checks.add(new GateCheck(
                                "quality, " + metric,
                                GateCheck.Outcome.REFUSED,
                                null,
                                null,
                                null,
                                "gate.metrics names %s, which was not measured".formatted(metric))
                        .unless(tooFew(mostUsers)));
                continue;
            }
            List<String> others = new ArrayList<>(List.of(ModelQuality.PUBLISHED));
            others.addAll(settings.rivals());
            others.forEach(
                    other -> checks.add(against(other, metric, served, figures.get(key(other, ALL_USERS, metric)))
                            .unless(tooFew(served.getAs(ModelQuality.USERS)))));
        }
        quality.stream()
                .filter(row -> row.<String>getAs(ModelQuality.MODEL).equals(ModelQuality.SERVED)
                        && row.<String>getAs(ModelQuality.METRIC).startsWith(PARITY))
                .forEach(row -> checks.add(parity(
                                row,
                                figures.get(key(
                                        ModelQuality.PUBLISHED,
                                        row.getAs(ModelQuality.SEGMENT),
                                        row.getAs(ModelQuality.METRIC))))
                        .unless(tooFew(row.getAs(ModelQuality.USERS)))));
        return checks;
    }

    private GateCheck against(String other, String metric, Row served, Row compared) {
        String name = "%s against %s".formatted(metric, other);
        if (compared == null) {
            return GateCheck.skipped(
                    name, notMeasured(other), "there is no figure of %s to compare with".formatted(other));
        }
        double value = served.getAs(ModelQuality.VALUE);
        double reference = compared.getAs(ModelQuality.VALUE);
        double bound = reference * (1 - settings.tolerance());
        // The columns hold the other model's value less the served model's.
        double differenceLow = compared.getAs(ModelQuality.DIFFERENCE_LOW);
        double differenceHigh = compared.getAs(ModelQuality.DIFFERENCE_HIGH);
        boolean isClearlyWorse = differenceLow > 0;
        boolean holds = !Double.isNaN(value) && (value >= bound || !isClearlyWorse);
        return new GateCheck(
                name,
                holds ? GateCheck.Outcome.PASSED : GateCheck.Outcome.REFUSED,
                value,
                reference,
                bound,
                String.format(
                        Locale.ROOT,
                        "%.4f against %.4f (%+.1f%%; the difference lies between %+.4f and %+.4f), may fall by %.1f%% by"
                                + " gate.tolerance",
                        value,
                        reference,
                        100 * (value / reference - 1),
                        -differenceHigh,
                        -differenceLow,
                        100 * settings.tolerance()));
    }

    /** Why a figure of some users is of too few to refuse a night by it; empty if it is not. */
    private Optional<String> tooFew(long users) {
        return users >= settings.small().users()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d evaluated users are fewer than gate.small.users = %,d",
                        users,
                        settings.small().users()));
    }

    private GateCheck.Outcome notMeasured(String other) {
        return other.equals(ModelQuality.PUBLISHED) && publishedDay.isEmpty()
                ? GateCheck.Outcome.NO_PUBLISHED_NIGHT
                : GateCheck.Outcome.NOT_MEASURED;
    }

    /** Parity is the worst group's figure over the best group's; it passes if it is no worse than the published one. */
    private GateCheck parity(Row served, Row published) {
        String name = "%s by %s".formatted(served.getAs(ModelQuality.METRIC), served.getAs(ModelQuality.SEGMENT));
        double value = served.getAs(ModelQuality.VALUE);
        if (published == null) {
            return new GateCheck(
                    name,
                    GateCheck.Outcome.NO_PUBLISHED_NIGHT,
                    value,
                    null,
                    null,
                    String.format(Locale.ROOT, "%.4f; nothing was published before", value));
        }
        double reference = published.getAs(ModelQuality.VALUE);
        return GateCheck.atLeast(
                name,
                // The interval's upper end: a value below the bound is refused only if chance does not explain it.
                served.<Double>getAs(ModelQuality.HIGH),
                reference,
                Math.min(settings.minParity(), reference),
                "gate.min-parity");
    }

    private static String key(String model, String segment, String metric) {
        return model + "|" + segment + "|" + metric;
    }
}
