package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log10;

import java.util.Map;
import java.util.SortedMap;
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
     * The threshold t of each family of tests; 0 if none of its tests is a discovery. The share of false discoveries is bounded in
     * each family: in all of them together many sure discoveries of one would pay for false ones of another.
     *
     * @param tests all tests, those that are far from any discovery included
     * @param family the column with the name of the family
     * @param p the column with the p of each
     * @param rate q
     */
    public static Map<String, Double> thresholds(Dataset<Row> tests, String family, String p, double rate) {
        Column positive = greatest(col(p), lit(Double.MIN_NORMAL));
        // The largest step whose edge is not below p.
        Column step = least(ceil(log10(positive).multiply(-STEPS_PER_DECADE).minus(1)), lit((long) LAST_STEP));
        Map<String, SortedMap<Long, Long>> counts = new TreeMap<>();
        tests.groupBy(col(family), greatest(step, lit(0L)).as(STEP))
                .agg(count(lit(1)).as(TESTS))
                .collectAsList()
                .forEach(row -> counts.computeIfAbsent(row.getString(0), none -> new TreeMap<>())
                        .put(row.getLong(1), row.getLong(2)));
        Map<String, Double> thresholds = new TreeMap<>();
        counts.forEach((name, steps) -> thresholds.put(name, threshold(steps, rate)));
        return thresholds;
    }

    private static double threshold(SortedMap<Long, Long> counts, double rate) {
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
