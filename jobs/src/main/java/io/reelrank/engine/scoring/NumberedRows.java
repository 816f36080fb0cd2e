package io.reelrank.engine.scoring;

import static org.apache.spark.sql.functions.col;

import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows in the order of the number in their first column, brought to one place some ten thousand at a time: neither all
 * at once, nor by a job for each of a shuffle's partitions. They are kept by Spark until this is closed.
 */
public final class NumberedRows implements Iterable<Row>, AutoCloseable {
    private static final int ROWS_A_PART = 50_000;

    private final Dataset<Row> rows;
    private final int count;

    /**
     * Counts rows.
     *
     * @param rows the first column an int, each number once
     * @throws ArithmeticException if they are more than an array holds
     */
    public NumberedRows(Dataset<Row> rows) {
        this.rows = rows.persist();
        this.count = Math.toIntExact(this.rows.count());
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    @Override
    public Iterator<Row> iterator() {
        String number = rows.columns()[0];
        return rows.repartitionByRange(count / ROWS_A_PART + 1, col(number))
                .sortWithinPartitions(number)
                .toLocalIterator();
    }

    @Override
    public void close() {
        rows.unpersist();
    }
}
