package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;

import io.reelrank.core.store.Table;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.Users;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Upserts delivered rows into the former state of videos or users: of all rows with one id the latest wins. The latest
 * is the one with the last {@code updated_at}; if that is unknown or equal the one delivered last; of one delivery the
 * one in the last file and line.
 *
 * @param key the column of the id
 */
record LatestState(String key) {
    private static final String DELIVERED = "delivered";
    private static final String RANK = "rank";

    /**
     * The new state.
     *
     * @param former rows of the table as of the night before
     * @param delivered accepted rows with {@code dt, file, line} and the table's columns without {@code known_since}
     * @return one row per id, with {@code known_since}, the day of the first file that had the id
     */
    Dataset<Row> of(Dataset<Row> former, Dataset<Row> delivered) {
        Dataset<Row> state = former.drop(Table.DAY)
                .withColumn(DELIVERED, lit(null).cast("date"))
                .withColumn(RejectedEvents.FILE, lit(null).cast("string"))
                .withColumn(RejectedEvents.LINE, lit(null).cast("long"));
        Dataset<Row> all = state.unionByName(
                delivered.withColumn(Users.KNOWN_SINCE, col(Table.DAY)).withColumnRenamed(Table.DAY, DELIVERED));
        return all.withColumn(
                        RANK,
                        row_number()
                                .over(Window.partitionBy(key)
                                        .orderBy(
                                                col(Users.UPDATED_AT).desc_nulls_last(),
                                                col(DELIVERED).desc_nulls_last(),
                                                col(RejectedEvents.FILE).desc(),
                                                col(RejectedEvents.LINE).desc())))
                .withColumn(Users.KNOWN_SINCE, min(Users.KNOWN_SINCE).over(Window.partitionBy(key)))
                .filter(col(RANK).equalTo(1))
                .drop(RANK, DELIVERED, RejectedEvents.FILE, RejectedEvents.LINE);
    }
}
