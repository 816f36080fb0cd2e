package io.reelrank.night.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.reelrank.core.settings.RecommendSettings.CreatorIds;
import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoFeatures;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which events count. Those of suspected bots, creators' events on their own videos and plays by accident do not. Such
 * rows are kept, because the user has seen the video all the same.
 *
 * @param accidentalMs a play shorter than this, in milliseconds, happened by accident, unless it was a long view
 * @param creatorIds whether creator ids are user ids
 */
record EventFilter(int accidentalMs, CreatorIds creatorIds) {
    private static final String IS_SUSPECT = "is_suspect";

    /**
     * The rows, with {@code counts} false for those of suspected bots.
     *
     * @param rows rows with {@code counts}
     * @param suspects the suspected bots in the column {@code user}; repeated ones are allowed
     * @param user the column of both: {@code user_id} or {@code user_idx}
     */
    static Dataset<Row> markSuspects(Dataset<Row> rows, Dataset<Row> suspects, String user) {
        Dataset<Row> marked = suspects.select(user).distinct().withColumn(IS_SUSPECT, lit(true));
        return rows.join(marked, new String[] {user}, "left")
                .withColumn(
                        DayPairs.COUNTS,
                        col(DayPairs.COUNTS).and(col(IS_SUSPECT).isNull()))
                .drop(IS_SUSPECT);
    }

    /**
     * Whether an event counts, if its user is no suspected bot.
     *
     * @param isLongView whether a play was a long view
     */
    Column counts(Column isLongView) {
        Column isAccident = col(Events.KIND)
                .equalTo("play")
                .and(col(Events.WATCH_MS).lt(accidentalMs))
                .and(not(isLongView));
        return not(coalesce(isAccident, lit(false)).or(isOwn()));
    }

    /** Whether an event is a creator's with an own video. */
    Column isOwn() {
        return coalesce(
                lit(creatorIds == CreatorIds.USERS)
                        .and(col(VideoFeatures.CREATOR_ID).equalTo(col(UserIndex.USER_ID))),
                lit(false));
    }
}
