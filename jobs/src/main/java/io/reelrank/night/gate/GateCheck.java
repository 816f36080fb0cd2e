package io.reelrank.night.gate;

import io.reelrank.core.tables.GateResults;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One check and its finding: a row of {@code gate_results}.
 *
 * @param name what was checked
 * @param outcome whether it passed, and if there was nothing to compare with, why
 * @param value tonight's value; null if there is none
 * @param reference the value it is compared with; null if there is none
 * @param bound the least or greatest value that passes; null if there is no bound
 * @param finding the same as a sentence
 */
record GateCheck(String name, Outcome outcome, Double value, Double reference, Double bound, String finding) {
    /** How a check ended. */
    enum Outcome {
        /** The check holds. */
        PASSED(GateResults.PASSED, ""),
        /** The check does not hold: the night must not be published. */
        REFUSED(GateResults.REFUSED, ""),
        /** No earlier night was published. */
        NO_PUBLISHED_NIGHT(GateResults.SKIPPED, "no earlier published night"),
        /** No earlier night wrote the table. */
        NO_EARLIER_NIGHT(GateResults.SKIPPED, "no earlier night"),
        /** The check does not hold, but there are too few users, videos or rows for its bound. */
        TOO_SMALL(GateResults.SKIPPED, "small numbers"),
        /** Tonight's evaluation has no figure of the other model. */
        NOT_MEASURED(GateResults.SKIPPED, "other model not measured"),
        /** Tonight's evaluation has no figure of any model. */
        NOTHING_HELD_OUT(GateResults.SKIPPED, "nothing held out");

        private final String written;
        private final String reason;

        Outcome(String written, String reason) {
            this.written = written;
            this.reason = reason;
        }

        /** The value in {@code gate_results}: {@code passed}, {@code refused} or {@code skipped}. */
        String written() {
            return written;
        }

        /** Why nothing was compared, in a few words; empty if something was. */
        String reason() {
            return reason;
        }

        private static Outcome of(boolean holds) {
            return holds ? PASSED : REFUSED;
        }
    }

    /** A value that must reach a bound. */
    static GateCheck atLeast(String name, double value, Double reference, double bound, String setting) {
        // NaN is refused too.
        return bounded(name, Outcome.of(value >= bound), value, reference, bound, limit("at least", bound, setting));
    }

    /** A value that must not exceed a bound. */
    static GateCheck atMost(String name, double value, Double reference, double bound, String setting) {
        return bounded(name, Outcome.of(value <= bound), value, reference, bound, limit("at most", bound, setting));
    }

    /** A check that had nothing to compare with. */
    static GateCheck skipped(String name, Outcome outcome, String why) {
        return new GateCheck(name, outcome, null, null, null, why);
    }

    /** A value without a bound: it is shown, and always passes. */
    static GateCheck shown(String name, double value, String finding) {
        return new GateCheck(name, Outcome.PASSED, value, null, null, finding);
    }

    /**
     * The same check, or if it does not hold, a check that was not applied.
     *
     * @param small what is too small for the bound; empty if nothing is
     */
    GateCheck unless(Optional<String> small) {
        return outcome != Outcome.REFUSED || small.isEmpty()
                ? this
                : new GateCheck(
                        name,
                        Outcome.TOO_SMALL,
                        value,
                        reference,
                        bound,
                        "%s; not applied: %s".formatted(finding, small.get()));
    }

    Row row() {
        return RowFactory.create(name, outcome.written(), value, reference, bound, finding);
    }

    private static GateCheck bounded(
            String name, Outcome outcome, double value, Double reference, double bound, String limit) {
        String compared = reference == null ? "" : " against " + figure(reference);
        return new GateCheck(name, outcome, value, reference, bound, figure(value) + compared + limit);
    }

    private static String limit(String relation, double bound, String setting) {
        return ", must be %s %s%s".formatted(relation, figure(bound), setting.isEmpty() ? "" : " by " + setting);
    }

    private static String figure(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
