package io.reelrank.night.clean;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * How far two quantiles of each user's numbers lie apart, for some kinds of numbers. The numbers are counted where they are read,
 * so that a user with very many costs no task more than others; the counts of a user then come together.
 *
 * @param user the column of the users' ids
 * @param kinds the numbers
 */
record QuantileDistances(String user, List<Numbers> kinds) implements Serializable {
    private static final int MOST_USERS = 100_000;

    /**
     * A kind of numbers.
     *
     * @param column where they are: int; null is none
     * @param low the lower quantile, [0, 1]
     * @param high the higher quantile, [low, 1]
     * @param count the column of how many numbers a user has
     */
    record Numbers(String column, double low, double high, String count) implements Serializable {}

    /**
     * The distances.
     *
     * @param rows the user and the numbers
     * @return the user, and of each kind the count and, by the name of its column, the distance: double, null without numbers
     */
    Dataset<Row> of(Dataset<Row> rows) {
        StructType counts = new StructType().add(user, "string");
        StructType distances = new StructType().add(user, "string");
        for (Numbers kind : kinds) {
            counts = counts.add(kind.column(), "binary");
            distances = distances.add(kind.count(), "bigint").add(kind.column(), "double");
        }
        return rows.mapPartitions((MapPartitionsFunction<Row, Row>) this::counts, Encoders.row(counts))
                .repartition(col(user))
                .mapPartitions((MapPartitionsFunction<Row, Row>) this::distances, Encoders.row(distances));
    }

    /** The counts of users, each of whom may come several times. */
    private Iterator<Row> counts(Iterator<Row> rows) {
        return Stream.generate(() -> rows)
                .takeWhile(Iterator::hasNext)
                .flatMap(left -> counts(left, MOST_USERS))
                .iterator();
    }

    /** The counts of the next rows, of so many users at most. */
    private Stream<Row> counts(Iterator<Row> rows, int most) {
        Map<String, NumberCounts[]> users = new HashMap<>();
        while (rows.hasNext() && users.size() < most) {
            Row row = rows.next();
            NumberCounts[] counts = of(users, row);
            for (int i = 0; i < counts.length; i++) {
                if (!row.isNullAt(i + 1)) {
                    counts[i].add(row.getInt(i + 1));
                }
            }
        }
        return users.entrySet().stream()
                .map(entry -> row(entry, Stream.of(entry.getValue()).map(NumberCounts::bytes)));
    }

    private Iterator<Row> distances(Iterator<Row> rows) {
        Map<String, NumberCounts[]> users = new HashMap<>();
        rows.forEachRemaining(row -> {
            NumberCounts[] counts = of(users, row);
            for (int i = 0; i < counts.length; i++) {
                counts[i].addAll((byte[]) row.get(i + 1));
            }
        });
        return users.entrySet().stream()
                .map(entry ->
                        row(entry, IntStream.range(0, kinds.size()).boxed().flatMap(i -> {
                            NumberCounts counts = entry.getValue()[i];
                            return Stream.of(
                                    counts.total(),
                                    counts.distance(
                                            kinds.get(i).low(), kinds.get(i).high()));
                        })))
                .iterator();
    }

    private NumberCounts[] of(Map<String, NumberCounts[]> users, Row row) {
        return users.computeIfAbsent(
                row.getString(0),
                id -> kinds.stream().map(kind -> new NumberCounts()).toArray(NumberCounts[]::new));
    }

    private static Row row(Map.Entry<String, NumberCounts[]> user, Stream<?> cells) {
        return RowFactory.create(Stream.concat(Stream.of(user.getKey()), cells).toArray());
    }
}
