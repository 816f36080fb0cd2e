package io.reelrank.night.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import io.reelrank.core.tables.UserIndex;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which events count: not those of suspects, not what creators do with their own videos, not plays by accident.
 *
 * @param accidentalMs a shorter play that was no long view happened by accident, in milliseconds
 * @param creatorIds whether a creator is known as a user
 */
record CountedEvents(int accidentalMs, CreatorIds creatorIds) {
    /**
     * The rows, of which those of suspects do not count.
     *
     * @param rows rows with {@code counts}
     * @param suspects who they are, maybe several times, by the same column as the rows
     * @param user the column: {@code user_id} or {@code user_idx}
     */
    static Dataset<Row> trusted(Dataset<Row> rows, Dataset<Row> suspects, String user) {
        Dataset<Row> found = suspects.select(user).distinct().withColumn("is_suspect", lit(true));
        return rows.join(found, new String[] {user}, "left")
                .withColumn("counts", col("counts").and(col("is_suspect").isNull()))
                .drop("is_suspect");
    }

    /**
     * Whether an event counts, whoever the user is.
     *
     * @param isLongView whether a play was a long view
     */
    Column counts(Column isLongView) {
        Column isAccident = col("kind")
                .equalTo("play")
                .and(col("watch_ms").lt(accidentalMs))
                .and(not(isLongView));
        Column isOwn = lit(creatorIds == CreatorIds.USERS).and(col("creator_id").equalTo(col(UserIndex.USER_ID)));
        return not(coalesce(isAccident, lit(false)).or(coalesce(isOwn, lit(false))));
    }
}
