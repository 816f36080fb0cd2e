package io.reelrank.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Which rows say what another row said before them.
 *
 * <p>Of rows with the same event's id the first delivered counts, of those of one day the longest play; the rest are
 * repeats, whichever source they came from.
 */
final class Repeats {
    private Repeats() {}

    /**
     * Marks every judged row as accepted, repeat or rejected.
     *
     * @param judged rows of all sources, as {@link EventMapping#judged} gives them, with {@code repeated_file}: the earlier
     *     file with the same bytes as the row's, or null
     * @param earlier {@code event_id} of accepted events of other deliveries
     * @return the rows with {@code outcome}, and {@code reason} never null
     */
    static Dataset<Row> settled(Dataset<Row> judged, Dataset<Row> earlier) {
        Dataset<Row> again = judged.filter(col("repeated_file").isNotNull())
                .withColumn("outcome", lit("repeat"))
                .withColumn("reason", concat(lit("file delivered before: "), col("repeated_file")));
        Dataset<Row> rest = judged.filter(col("repeated_file").isNull());
        Dataset<Row> bad = rest.filter(col("reason").isNotNull()).withColumn("outcome", lit("rejected"));
        Dataset<Row> known =
                earlier.select(col("event_id"), lit(true).as("is_known")).distinct();
        Dataset<Row> good = rest.filter(col("reason").isNull())
                .withColumn(
                        "place",
                        row_number()
                                .over(Window.partitionBy("event_id")
                                        .orderBy(
                                                col("dt"),
                                                col("watch_ms").desc_nulls_last(),
                                                col("raw"),
                                                col("file"),
                                                col("line"))))
                .join(known, new String[] {"event_id"}, "left")
                .withColumn(
                        "outcome",
                        when(col("place").gt(1).or(coalesce(col("is_known"), lit(false))), "repeat")
                                .otherwise("accepted"))
                .withColumn(
                        "reason",
                        when(col("outcome").equalTo("accepted"), col("odd")).otherwise(lit("")))
                .drop("place", "is_known");
        return good.unionByName(bad).unionByName(again);
    }
}
