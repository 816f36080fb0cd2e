package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log10;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which of many tests are discoveries, so that the expected share of false ones among them is at most q (Benjamini and Hochberg
 * 1995, "Controlling the false discovery rate"): those with p ≤ t, where t is the largest p for which p ≤ q i / m, m is the
 * number of tests and i the number of those with at most this p.
 *
 * <p>The ps are rounded up to fifty steps per power of ten, which makes t smaller by 5% at most and never larger, and needs no
 * sorting of all tests.
 */
public final class FalseDiscoveries {
    private static final int STEPS_PER_DECADE = 50;
    private static final int LAST_STEP = 15 * STEPS_PER_DECADE;
    private static final String STEP = "step";
    private static final String TESTS = "tests";

    private FalseDiscoveries() {}

    /**
     * The threshold t; 0 if no test is a discovery.
     *
     * @param tests all tests, those that are far from any discovery included
     * @param p the column with the p of each
     * @param rate q
     */
    public static double threshold(Dataset<Row> tests, String p, double rate) {
        Column positive = greatest(col(p), lit(Double.MIN_NORMAL));
        // The largest step whose edge is not below p.
        Column step = least(ceil(log10(positive).multiply(-STEPS_PER_DECADE).minus(1)), lit((long) LAST_STEP));
        TreeMap<Long, Long> counts = new TreeMap<>();
        tests.groupBy(greatest(step, lit(0L)).as(STEP))
                .agg(count(lit(1)).as(TESTS))
                .collectAsList()
                .forEach(row -> counts.put(row.getLong(0), row.getLong(1)));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long below = all;
        // From the largest p down: the first edge that fits is the largest.
        for (Map.Entry<Long, Long> entry : counts.entrySet()) {
            double edge = Math.pow(10, -entry.getKey() / (double) STEPS_PER_DECADE);
            if (edge * all <= rate * below) {
                return edge;
            }
            below -= entry.getValue();
        }
        return 0;
    }
}
