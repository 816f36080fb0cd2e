package io.reelrank.engine.reduce;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/**
 * A sum that does not depend on the order in which a cluster adds the numbers.
 *
 * <p>A sum of doubles in another order differs in the last bits, and a table would then differ with the number of
 * partitions. So each number is rounded to a multiple of 2⁻³⁰ (about 1e-9) and added as a whole number. The sum of the
 * rounded numbers is exact below 2³³.
 */
public final class ExactSum {
    /** How many units of 2⁻³⁰ are 1. */
    private static final double UNITS = 1L << 30;

    private ExactSum() {}

    /** The sum of a column over a group, without nulls; 0 where there is no number. */
    public static Column of(Column numbers) {
        return inNumbers(sum(units(numbers)));
    }

    /** The sum of several columns over a group; all must have numbers. */
    public static Column of(List<Column> numbers) {
        return inNumbers(
                sum(numbers.stream().map(ExactSum::units).reduce(Column::plus).orElseThrow()));
    }

    /** The sum of a column over the rows of a window. */
    public static Column over(Column numbers, WindowSpec window) {
        return inNumbers(sum(units(numbers)).over(window));
    }

    private static Column units(Column numbers) {
        return rint(numbers.multiply(UNITS)).cast(DataTypes.LongType);
    }

    private static Column inNumbers(Column units) {
        return coalesce(units, lit(0L)).divide(UNITS);
    }

    /** A number in units of 2⁻³⁰, rounded: for sums outside of SQL. */
    public static long fixed(double number) {
        return (long) Math.rint(number * UNITS);
    }

    /** The number for a count of units, for example a sum of {@link #fixed} numbers. */
    public static double number(long fixed) {
        return fixed / UNITS;
    }
}
