package io.reelrank.night.clean;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * How far two quantiles of each user's numbers lie apart, for two kinds of numbers. A quantile between two numbers is
 * interpolated. The rows of a user must be in one partition; it needs 8 bytes for each of its rows.
 *
 * @param user the column of the users' ids
 * @param first the first numbers
 * @param second the second numbers
 */
record QuantileDistances(String user, Numbers first, Numbers second) implements MapPartitionsFunction<Row, Row> {
    private static final double HUNDREDTHS = 100;

    /**
     * A kind of numbers.
     *
     * @param column where they are: int, in hundredths; null is none
     * @param low the lower quantile, [0, 1]
     * @param high the higher quantile, [low, 1]
     * @param count the column of how many numbers a user has
     */
    record Numbers(String column, double low, double high, String count) implements Serializable {}

    /** {@code (user, count, distance, count, distance)}: the distances have the names of the numbers, null without any. */
    StructType schema() {
        return new StructType()
                .add(user, "string", false)
                .add(first.count(), "bigint", false)
                .add(first.column(), "double")
                .add(second.count(), "bigint", false)
                .add(second.column(), "double");
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Map<String, UserNumbers> users = new HashMap<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            UserNumbers numbers = users.computeIfAbsent(row.getString(0), id -> new UserNumbers());
            if (!row.isNullAt(1)) {
                numbers.first = added(numbers.first, numbers.firsts++, row.getInt(1));
            }
            if (!row.isNullAt(2)) {
                numbers.second = added(numbers.second, numbers.seconds++, row.getInt(2));
            }
        }
        return users.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .iterator();
    }

    private Row row(String id, UserNumbers numbers) {
        return RowFactory.create(
                id,
                (long) numbers.firsts,
                distance(numbers.first, numbers.firsts, first),
                (long) numbers.seconds,
                distance(numbers.second, numbers.seconds, second));
    }

    private static int[] added(int[] numbers, int count, int number) {
        int[] grown = count < numbers.length ? numbers : Arrays.copyOf(numbers, 2 * count);
        grown[count] = number;
        return grown;
    }

    private static Double distance(int[] numbers, int count, Numbers kind) {
        if (count == 0) {
            return null;
        }
        Arrays.sort(numbers, 0, count);
        return quantile(numbers, (count - 1) * kind.high()) - quantile(numbers, (count - 1) * kind.low());
    }

    /** The number at a position between 0 and that of the last one. */
    private static double quantile(int[] sorted, double position) {
        int below = (int) Math.floor(position);
        int above = (int) Math.ceil(position);
        double lower = sorted[below] / HUNDREDTHS;
        double higher = sorted[above] / HUNDREDTHS;
        return lower == higher ? lower : (above - position) * lower + (position - below) * higher;
    }

    /** One user's numbers; only the first of each array count. */
    private static final class UserNumbers {
        private int[] first = new int[8];
        private int[] second = new int[8];
        private int firsts;
        private int seconds;
    }
}
