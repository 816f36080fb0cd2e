package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The newest state of videos or users: of all that was told of one, the row that was updated last counts; where that is
 * not known or equal the row that was delivered last, of one delivery the one in the last file and line.
 *
 * @param key the column of the id
 */
record LatestState(String key) {
    /**
     * The former state with what was delivered since laid over it.
     *
     * @param former rows of the table, as of the night before
     * @param delivered accepted rows with {@code dt, file, line}, in the table's columns but {@code known_since}
     * @return one row an id, with {@code known_since}, the day of the file that first told of it
     */
    Dataset<Row> of(Dataset<Row> former, Dataset<Row> delivered) {
        Dataset<Row> state = former.drop("dt")
                .withColumn("delivered", lit(null).cast("date"))
                .withColumn("file", lit(null).cast("string"))
                .withColumn("line", lit(null).cast("long"));
        Dataset<Row> all =
                state.unionByName(delivered.withColumn("known_since", col("dt")).withColumnRenamed("dt", "delivered"));
        return all.withColumn(
                        "place",
                        row_number()
                                .over(Window.partitionBy(key)
                                        .orderBy(
                                                col("updated_at").desc_nulls_last(),
                                                col("delivered").desc_nulls_last(),
                                                col("file").desc(),
                                                col("line").desc())))
                .withColumn("known_since", min("known_since").over(Window.partitionBy(key)))
                .filter(col("place").equalTo(1))
                .drop("place", "delivered", "file", "line");
    }
}
