package io.reelrank.night.gate;

import io.reelrank.core.settings.GateSettings;
import io.reelrank.core.tables.GateResults;
import io.reelrank.core.tables.ModelQuality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Whether the model is as good as the one published and as its rivals, all measured tonight on the same users.
 *
 * <p>A difference refuses the night only when it is larger than the tolerance and chance does not explain it: the 95%
 * interval of the paired difference lies on one side of 0.
 *
 * @param settings what is allowed
 */
record QualityChecks(GateSettings settings) {
    /**
     * Checks.
     *
     * @param quality tonight's rows of {@code model_quality}
     */
    List<GateCheck> of(List<Row> quality) {
        List<GateCheck> checks = new ArrayList<>();
        if (quality.isEmpty()) {
            checks.add(GateCheck.skipped(
                    "quality", "nothing is held out: features.test-days is 0 or nobody wanted anything"));
            return checks;
        }
        Map<String, Row> figures = new HashMap<>();
        quality.forEach(row -> figures.put(
                key(row.getAs(ModelQuality.MODEL), row.getAs(ModelQuality.SEGMENT), row.getAs(ModelQuality.METRIC)),
                row));
        for (String metric : settings.metrics()) {
            Row ours = figures.get(key(ModelQuality.SERVED, "all", metric));
            if (ours == null) {
                checks.add(new GateCheck(
                        "quality, " + metric,
                        GateResults.REFUSED,
                        null,
                        null,
                        null,
                        "gate.metrics names %s, which was not measured".formatted(metric)));
                continue;
            }
            checks.add(against(
                    ModelQuality.PUBLISHED, metric, ours, figures.get(key(ModelQuality.PUBLISHED, "all", metric))));
            settings.rivals()
                    .forEach(rival -> checks.add(against(rival, metric, ours, figures.get(key(rival, "all", metric)))));
        }
        quality.stream()
                .filter(row -> row.<String>getAs(ModelQuality.MODEL).equals(ModelQuality.SERVED)
                        && row.<String>getAs(ModelQuality.METRIC).startsWith("parity_"))
                .forEach(row -> checks.add(parity(
                        row,
                        figures.get(key(
                                ModelQuality.PUBLISHED,
                                row.getAs(ModelQuality.SEGMENT),
                                row.getAs(ModelQuality.METRIC))))));
        return checks;
    }

    private GateCheck against(String other, String metric, Row ours, Row theirs) {
        String name = "%s against %s".formatted(metric, other);
        if (theirs == null) {
            return GateCheck.skipped(name, "there is no figure of %s to compare with".formatted(other));
        }
        double value = ours.getAs(GateResults.VALUE);
        double reference = theirs.getAs(GateResults.VALUE);
        double bound = reference * (1 - settings.tolerance());
        boolean isClear = theirs.<Double>getAs(ModelQuality.DIFFERENCE_LOW) > 0;
        boolean holds = value >= bound || !isClear;
        return new GateCheck(
                name,
                holds && !Double.isNaN(value) ? GateResults.PASSED : GateResults.REFUSED,
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
                        -theirs.<Double>getAs(ModelQuality.DIFFERENCE_HIGH),
                        -theirs.<Double>getAs(ModelQuality.DIFFERENCE_LOW),
                        100 * settings.tolerance()));
    }

    /** The worst group over the best one; a model that serves groups no worse than the published one passes. */
    private GateCheck parity(Row ours, Row theirs) {
        String name = "%s by %s".formatted(ours.getAs(ModelQuality.METRIC), ours.getAs(ModelQuality.SEGMENT));
        double value = ours.getAs(GateResults.VALUE);
        if (theirs == null) {
            return GateCheck.told(name, value, String.format(Locale.ROOT, "%.4f; nothing is published", value));
        }
        double reference = theirs.getAs(GateResults.VALUE);
        return GateCheck.atLeast(
                name,
                // Where chance explains it, the upper end stands for the value.
                ours.<Double>getAs(ModelQuality.HIGH),
                reference,
                Math.min(settings.minParity(), reference),
                "gate.min-parity");
    }

    private static String key(String model, String segment, String metric) {
        return model + "|" + segment + "|" + metric;
    }
}
