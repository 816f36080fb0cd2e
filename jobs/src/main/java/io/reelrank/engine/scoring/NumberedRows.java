package io.reelrank.engine.scoring;

import static org.apache.spark.sql.functions.col;

import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows in the order of the id in their first column, collected by the driver about fifty thousand at a time. Collecting
 * all at once needs more memory; one job for each shuffle partition takes longer. Spark caches the rows until this is
 * closed.
 */
public final class NumberedRows implements Iterable<Row>, AutoCloseable {
    private static final int ROWS_PER_PART = 50_000;

    private final Dataset<Row> rows;
    private final int count;

    /**
     * Caches and counts the rows.
     *
     * @param rows the first column is an int, unique
     * @throws ArithmeticException if there are more rows than an array can hold
     */
    public NumberedRows(Dataset<Row> rows) {
        this.rows = rows.persist();
        this.count = Math.toIntExact(this.rows.count());
    }

    /** The number of rows. */
    public int count() {
        return count;
    }

    @Override
    public Iterator<Row> iterator() {
        String id = rows.columns()[0];
        return rows.repartitionByRange(count / ROWS_PER_PART + 1, col(id))
                .sortWithinPartitions(id)
                .toLocalIterator();
    }

    @Override
    public void close() {
        rows.unpersist();
    }
}
