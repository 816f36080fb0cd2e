package io.reelrank.core.tables;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The cutoff dates of the column {@code as_of}: which days of the logs a row was computed from. */
public enum AsOf {
    /** All days up to and including the night's date. */
    NOW("now"),
    /** The days before the held-out days. */
    SPLIT("split"),
    /** The days before the period that precedes the held-out days; that period is as long as they are. */
    EARLIER("earlier");

    /** The column's name in every table that has it. */
    static final String COLUMN = "as_of";

    private final String value;

    AsOf(String value) {
        this.value = value;
    }

    /** The value of the column, as tables hold it. */
    public String value() {
        return value;
    }

    /**
     * The rows as of this date.
     *
     * @param rows rows with {@code as_of}
     */
    public Dataset<Row> of(Dataset<Row> rows) {
        return rows.filter(col(COLUMN).equalTo(value));
    }

    /** The rows with {@code as_of} set to this date. */
    public Dataset<Row> stamped(Dataset<Row> rows) {
        return rows.withColumn(COLUMN, lit(value));
    }
}
