package io.reelrank.night.features;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.zip_with;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a ranker may know as of a moment.
 *
 * @param demand popularity as of a moment
 * @param zone where the hours are counted
 */
record RankerSnapshots(PopularityCounts demand, ZoneId zone) {
    private static final int PARTS_OF_DAY = 8;
    private static final int HOURS_A_PART = 3;
    // A video with as many positives is drawn half way to the hours of all videos.
    private static final double PRIOR_POSITIVES = 10;

    /**
     * The rows of {@code ranker_videos} but the moment's name.
     *
     * @param days rows of {@code day_pairs} before the moment, those that count
     * @param pulls {@code video_idx, pull}, from the same days
     * @param asOf the moment
     */
    Dataset<Row> videos(Dataset<Row> days, Dataset<Row> pulls, Instant asOf) {
        String[] key = {VideoIndex.VIDEO_IDX};
        return demand.shown(days, asOf)
                .join(demand.of(days, asOf), key, "left")
                .join(pulls.select(VideoIndex.VIDEO_IDX, "pull"), key, "left")
                .join(videoHours(days), key, "left")
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        coalesce(col("positives"), lit(0.0)).as("positives"),
                        coalesce(col("recent_positives"), lit(0.0)).as("recent_positives"),
                        col("recent_shown"),
                        coalesce(col("pull"), lit(0.0)).as("pull"),
                        coalesce(col("hours"), array_repeat(lit(1f), PARTS_OF_DAY))
                                .as("hours"));
    }

    /** The rows of {@code ranker_users} but the moment's name, from {@code day_pairs} before it. */
    Dataset<Row> users(Dataset<Row> days) {
        return parts(days.filter(col("played_at").isNotNull()), "user_idx", "played_at")
                .select(
                        col(UserIndex.USER_IDX),
                        transform(col("parts"), part -> part.divide(col("total"))
                                        .cast("float"))
                                .as("hours"));
    }

    /** {@code (n_h + a g_h) / ((n + a) g_h)} with g_h the share of all videos' positives, and a the prior. */
    private Dataset<Row> videoHours(Dataset<Row> days) {
        Dataset<Row> positives = days.filter(col("wanted_at").isNotNull());
        Dataset<Row> all = parts(positives.withColumn("everything", lit(1)), "everything", "wanted_at")
                .select(transform(col("parts"), part -> part.divide(col("total")))
                        .as("everywhere"));
        return parts(positives, "video_idx", "wanted_at")
                .crossJoin(broadcast(all))
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        zip_with(col("parts"), col("everywhere"), (part, share) -> when(share.equalTo(0), 1.0)
                                        .otherwise(part.plus(share.multiply(PRIOR_POSITIVES))
                                                .divide(col("total")
                                                        .plus(PRIOR_POSITIVES)
                                                        .multiply(greatestOfTiny(share))))
                                        .cast("float"))
                                .as("hours"));
    }

    // ANSI mode refuses a division by 0 even in the branch that is not taken.
    private static Column greatestOfTiny(Column share) {
        return when(share.gt(0), share).otherwise(1.0);
    }

    /** {@code key, parts, total}: how many rows of each part of the day. */
    private Dataset<Row> parts(Dataset<Row> rows, String key, String time) {
        Column part = floor(hour(from_utc_timestamp(col(time), zone.getId())).divide(HOURS_A_PART));
        Column[] counts = IntStream.range(0, PARTS_OF_DAY)
                .mapToObj(p -> count(when(part.equalTo(p), 1)).cast("double"))
                .toArray(Column[]::new);
        return rows.groupBy(key)
                .agg(array(counts).as("parts"))
                .withColumn("total", aggregate(col("parts"), lit(0.0), Column::plus));
    }
}
