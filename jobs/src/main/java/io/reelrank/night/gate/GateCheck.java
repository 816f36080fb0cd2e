package io.reelrank.night.gate;

import io.reelrank.core.tables.GateResults;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What was checked, and what was found.
 *
 * @param name what was checked
 * @param outcome {@code passed}, {@code refused} or {@code skipped}
 * @param value what was found tonight; null where nothing was
 * @param reference what it is compared with; null where nothing is
 * @param bound what the value may be at the least or at the most; null where it is not bounded
 * @param finding the same in words
 */
record GateCheck(String name, String outcome, Double value, Double reference, Double bound, String finding) {
    /** A value that must reach a bound. */
    static GateCheck atLeast(String name, double value, Double reference, double bound, String setting) {
        // Also refuses NaN.
        return bounded(
                name,
                value >= bound ? GateResults.PASSED : GateResults.REFUSED,
                value,
                reference,
                bound,
                "at least",
                setting);
    }

    /** A value that must not exceed a bound. */
    static GateCheck atMost(String name, double value, Double reference, double bound, String setting) {
        return bounded(
                name,
                value <= bound ? GateResults.PASSED : GateResults.REFUSED,
                value,
                reference,
                bound,
                "at most",
                setting);
    }

    /** A check that had nothing to compare with. */
    static GateCheck skipped(String name, String why) {
        return new GateCheck(name, GateResults.SKIPPED, null, null, null, why);
    }

    /** A figure that is told and bounds nothing. */
    static GateCheck told(String name, double value, String finding) {
        return new GateCheck(name, GateResults.PASSED, value, null, null, finding);
    }

    Row row() {
        return RowFactory.create(name, outcome, value, reference, bound, finding);
    }

    private static GateCheck bounded(
            String name,
            String outcome,
            double value,
            Double reference,
            double bound,
            String relation,
            String setting) {
        String compared = reference == null ? "" : String.format(Locale.ROOT, " against %s", figure(reference));
        return new GateCheck(
                name,
                outcome,
                value,
                reference,
                bound,
                String.format(
                        Locale.ROOT,
                        "%s%s, must be %s %s%s",
                        figure(value),
                        compared,
                        relation,
                        figure(bound),
                        setting.isEmpty() ? "" : " by " + setting));
    }

    private static String figure(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
