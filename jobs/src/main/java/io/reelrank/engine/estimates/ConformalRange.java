package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.Column;

/**
 * Split conformal prediction (Lei, G'Sell, Rinaldo, Tibshirani, Wasserman 2018, "Distribution-free predictive inference for
 * regression", sections 2.2 and 5.2): of n observations that the fit has not seen, with scores |y − ŷ| / s,
 *
 * <pre>ŷ ± q s,   q the ⌈(n + 1) c⌉-th smallest score</pre>
 *
 * <p>holds the next observation with a probability of c or more, whatever the fit and the scale s, if it is drawn like the n.
 *
 * <p>Scores are rounded up to hundredths, so that counts of them are enough; a range is at most 0.01 s wider for it at each end.
 */
public final class ConformalRange {
    private static final double STEPS = 100;
    private static final long LAST_STEP = 100_000;

    private ConformalRange() {}

    /** The score in hundredths, rounded up: bigint, at most 100,000. */
    public static Column step(Column observed, Column expected, Column scale) {
        return least(ceil(abs(observed.minus(expected)).divide(scale).multiply(STEPS)), lit(LAST_STEP));
    }

    /**
     * q.
     *
     * @param counts how many of the n have each step
     * @param coverage c, in (0, 1)
     * @return positive infinity where n is too small for c
     */
    public static double quantile(SortedMap<Long, Long> counts, double coverage) {
        long n = counts.values().stream().mapToLong(Long::longValue).sum();
        long rank = (long) Math.ceil((n + 1) * coverage);
        long seen = 0;
        for (Map.Entry<Long, Long> step : counts.entrySet()) {
            seen += step.getValue();
            if (seen >= rank) {
                return step.getKey() / STEPS;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** How many of some observations the range with this q holds. */
    public static long held(SortedMap<Long, Long> counts, double q) {
        return counts.entrySet().stream()
                .filter(step -> step.getKey() / STEPS <= q)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
