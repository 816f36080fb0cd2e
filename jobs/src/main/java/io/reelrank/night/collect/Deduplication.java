package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Which rows say what another row said before them.
 *
 * <p>Of rows with the same event's id the first delivered counts, of those of one day the longest play; the rest are
 * repeats, whichever source they came from.
 */
final class Deduplication {
    private Deduplication() {}

    /**
     * Marks every judged row as accepted, repeat or rejected.
     *
     * @param judged rows of all sources, as {@link EventMapping#judged} gives them, with {@code repeated_file}: the
     *     earlier file with the same bytes as the row's, or null
     * @param earlier {@code event_id} of accepted events of other deliveries
     * @return the rows with {@code outcome}, and {@code reason} never null
     */
    static Dataset<Row> settled(Dataset<Row> judged, Dataset<Row> earlier) {
        Column isAgain = col("repeated_file").isNotNull();
        Column isNew = not(isAgain).and(col("reason").isNull());
        // One pass over all rows: those that are no candidates are alone in their group, or last where an id is like
        // theirs.
        Column group = when(isNew, col("event_id")).otherwise(concat_ws(":", col("file"), col("line")));
        Column place = row_number()
                .over(Window.partitionBy("group")
                        .orderBy(
                                isNew.desc(),
                                col("dt"),
                                col("watch_ms").desc_nulls_last(),
                                col("raw"),
                                col("file"),
                                col("line")));
        Dataset<Row> known = earlier.select(
                        col("event_id").as("group"), lit(true).as("is_known"))
                .distinct();
        return judged.withColumn("group", group)
                .withColumn("place", place)
                .join(known, new String[] {"group"}, "left")
                .withColumn(
                        "outcome",
                        when(isAgain, "repeat")
                                .when(not(isNew), "rejected")
                                .when(col("place").gt(1).or(coalesce(col("is_known"), lit(false))), "repeat")
                                .otherwise("accepted"))
                .withColumn(
                        "reason",
                        when(isAgain, concat(lit("file delivered before: "), col("repeated_file")))
                                .when(not(isNew), col("reason"))
                                .when(col("outcome").equalTo("accepted"), col("odd"))
                                .otherwise(lit("")))
                .drop("group", "place", "is_known");
    }
}
