package io.reelrank.night.features;

import io.reelrank.engine.reduce.ExactSum;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How much one user wants each name of a facet, such as each tag. And how broad that taste is: the entropy of the shares p_t
 * of all names, in bits,
 *
 * <pre>breadth = −Σ_t p_t log₂ p_t = log₂ S − Σ_t s_t log₂ s_t / S,   p_t = s_t / S</pre>
 *
 * with s_t the sum of the amounts of wanted videos with name t, and S their sum. It is 0 for one name, and log₂ k for k
 * names of equal share. Sums are of whole numbers of units ({@link ExactSum#fixed}), so that the order of videos does not
 * matter.
 */
final class TasteTally {
    /** A name and its share of the strength of all names, (0, 1]. */
    static final StructType SHARE =
            new StructType().add("name", DataTypes.StringType).add("share", DataTypes.DoubleType);

    /** The amount that shares are of: the strength of the whole window. */
    static final int STRENGTH = 0;

    /** The amount of this week. */
    static final int THIS_WEEK = 1;

    /** The amount of the week before. */
    static final int LAST_WEEK = 2;

    /** How many amounts there are. */
    static final int AMOUNTS = 3;

    private static final int MAX_NAMES = 10;
    private static final double LOG_2 = StrictMath.log(2);

    // The order in which Spark sorts text; in most facets few names tie.
    private static final Comparator<Map.Entry<String, long[]>> STRONGEST_FIRST = Comparator.comparingLong(
                    (Map.Entry<String, long[]> entry) -> -entry.getValue()[STRENGTH])
            .thenComparing(entry -> entry.getKey().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final Map<String, long[]> sums = new HashMap<>();

    /**
     * Adds the amounts of a video.
     *
     * @param name a name of it; null is none
     * @param amounts [AMOUNTS] in units, at least 0
     */
    void add(String name, long[] amounts) {
        if (name == null) {
            return;
        }
        long[] sum = sums.computeIfAbsent(name, any -> new long[AMOUNTS]);
        for (int i = 0; i < AMOUNTS; i++) {
            sum[i] += amounts[i];
        }
    }

    /** The 10 names with the largest shares of the strength, rows of {@link #SHARE}, the largest first. */
    Row[] top() {
        double total = total(STRENGTH);
        return sums.entrySet().stream()
                .filter(entry -> entry.getValue()[STRENGTH] > 0)
                .sorted(STRONGEST_FIRST)
                .limit(MAX_NAMES)
                .map(entry -> RowFactory.create(entry.getKey(), ExactSum.number(entry.getValue()[STRENGTH]) / total))
                .toArray(Row[]::new);
    }

    /** The entropy of the shares of an amount, in bits; null where it is 0 for all names. */
    Double breadth(int amount) {
        double total = total(amount);
        if (total == 0) {
            return null;
        }
        long logs = sums.values().stream()
                .mapToLong(sum -> sum[amount])
                .filter(units -> units > 0)
                .mapToObj(ExactSum::number)
                .mapToLong(sum -> ExactSum.fixed(sum * log2(sum)))
                .sum();
        return Math.max(0, log2(total) - ExactSum.number(logs) / total);
    }

    private double total(int amount) {
        return ExactSum.number(
                sums.values().stream().mapToLong(sum -> sum[amount]).sum());
    }

    private static double log2(double number) {
        return StrictMath.log(number) / LOG_2;
    }
}
