package io.reelrank.pages;

import org.apache.spark.sql.Row;

/** Numbers of a table's cells. */
public final class CellNumber {
    private CellNumber() {}

    /**
     * The number of a cell; not a number where it is null.
     *
     * @param row a row
     * @param column the name of one of its columns of numbers
     */
    public static double of(Row row, String column) {
        Number value = row.getAs(column);
        return value == null ? Double.NaN : value.doubleValue();
    }
}
