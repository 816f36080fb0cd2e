package io.reelrank.engine.estimates;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * The 95% confidence interval of a share of which k of n were observed (Wilson 1927, "Probable inference, the law of
 * succession, and statistical inference"):
 *
 * <pre>(k + z²/2 ± z √(k (n − k) / n + z²/4)) / (n + z²)</pre>
 *
 * <p>Few observations give a wide interval, which never exceeds 0 and 1. Without observations both bounds are null.
 */
public final class WilsonInterval {
    private WilsonInterval() {}

    /** The lower end for k of n, which need not be whole. */
    public static Column lower(Column k, Column n) {
        return bound(k, n, -NormalQuantile.Z95);
    }

    /** The upper end for k of n, which need not be whole. */
    public static Column upper(Column k, Column n) {
        return bound(k, n, NormalQuantile.Z95);
    }

    /**
     * The end of an interval of another confidence.
     *
     * @param z the number of standard deviations, negative for the lower end
     */
    public static Column bound(Column k, Column n, double z) {
        // In ANSI mode a division by 0 fails even in a branch that is not taken.
        Column some = when(n.gt(0), n).otherwise(lit(1L));
        Column spread = sqrt(k.multiply(some.minus(k)).divide(some).plus(z * z / 4));
        return when(n.gt(0), k.plus(z * z / 2).plus(spread.multiply(z)).divide(some.plus(z * z)));
    }
}
