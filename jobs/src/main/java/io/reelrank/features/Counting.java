package io.reelrank.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.reelrank.settings.RecommendSettings.CreatorIds;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which events count: not those of suspects, not what creators do with their own videos, not plays by accident.
 *
 * @param accidentalMs a shorter play that was no long view happened by accident, in milliseconds
 * @param creatorIds whether a creator is known as a user
 */
record Counting(int accidentalMs, CreatorIds creatorIds) {
    /** The rows with {@code is_suspect}: whether any rule condemned their {@code user_id}. */
    static Dataset<Row> suspected(Dataset<Row> rows, Dataset<Row> suspects) {
        Dataset<Row> users = suspects.select("user_id").distinct().withColumn("found", lit(true));
        return rows.join(users, rows.col("user_id").equalTo(users.col("user_id")), "left")
                .drop(users.col("user_id"))
                .withColumn("is_suspect", coalesce(col("found"), lit(false)))
                .drop("found");
    }

    /**
     * Whether an event counts.
     *
     * @param isLongView whether a play was a long view
     */
    Column counts(Column isLongView) {
        Column isAccident = col("kind")
                .equalTo("play")
                .and(col("watch_ms").lt(accidentalMs))
                .and(not(isLongView));
        Column isOwn = lit(creatorIds == CreatorIds.USERS).and(col("creator_id").equalTo(col("user_id")));
        return not(col("is_suspect").or(coalesce(isAccident, lit(false))).or(coalesce(isOwn, lit(false))));
    }
}
