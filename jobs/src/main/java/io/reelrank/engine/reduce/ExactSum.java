package io.reelrank.engine.reduce;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * Sums of numbers that do not depend on the order in which a cluster adds them.
 *
 * <p>Doubles added in another order differ in their last bits, and then a table of the same night differs with the
 * number of partitions. Each number is rounded to a multiple of 2⁻³⁰ (about 1e-9) and added as a whole number, which is
 * exact for sums below 2³³.
 */
public final class ExactSum {
    private static final double ONE = 1L << 30;

    private ExactSum() {}

    /** The sum of a group's numbers, nulls left out; 0 where there is none. */
    public static Column of(Column numbers) {
        Column whole = rint(numbers.multiply(ONE)).cast(DataTypes.LongType);
        return coalesce(sum(whole), lit(0L)).divide(ONE);
    }

    /** A number as the whole multiple of 2⁻³⁰ that is nearest, for sums outside SQL. */
    public static long fixed(double number) {
        return (long) Math.rint(number * ONE);
    }

    /** The number that a sum of {@link #fixed} ones stands for. */
    public static double number(long fixed) {
        return fixed / ONE;
    }
}
