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

import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.RankerUsers;
import io.reelrank.core.tables.RankerVideos;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a ranker may know as of a cutoff, computed from the days before it alone.
 *
 * @param popularity the popularity as of the cutoff
 * @param zone where the hours of the day are counted
 */
record PointInTimeFeatures(DecayedPopularity popularity, ZoneId zone) {
    private static final int PARTS_OF_DAY = 8;
    private static final int HOURS_PER_PART = 3;
    // A video with this many positives is shrunk half way towards the hours of all videos.
    private static final double PRIOR_POSITIVES = 10;
    private static final String PARTS = "parts";
    private static final String TOTAL = "total";
    private static final String EVERYTHING = "everything";
    private static final String ALL_SHARES = "all_shares";

    /**
     * The rows of {@code ranker_videos}, without {@code as_of}.
     *
     * @param days rows of {@code day_pairs} before the cutoff that count
     * @param pulls {@code video_idx, pull}, from the same days
     * @param asOf the cutoff
     */
    Dataset<Row> videos(Dataset<Row> days, Dataset<Row> pulls, Instant asOf) {
        String[] key = {VideoIndex.VIDEO_IDX};
        return popularity
                .shown(days, asOf)
                .join(popularity.of(days, asOf), key, "left")
                .join(pulls.select(VideoIndex.VIDEO_IDX, RankerVideos.PULL), key, "left")
                .join(videoHours(days), key, "left")
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        coalesce(col(RankerVideos.POSITIVES), lit(0.0)).as(RankerVideos.POSITIVES),
                        coalesce(col(RankerVideos.RECENT_POSITIVES), lit(0.0)).as(RankerVideos.RECENT_POSITIVES),
                        col(RankerVideos.RECENT_SHOWN),
                        coalesce(col(RankerVideos.PULL), lit(0.0)).as(RankerVideos.PULL),
                        coalesce(col(RankerVideos.HOURS), array_repeat(lit(1f), PARTS_OF_DAY))
                                .as(RankerVideos.HOURS));
    }

    /**
     * The rows of {@code ranker_users}, without {@code as_of}.
     *
     * @param days rows of {@code day_pairs} before the cutoff that count
     */
    Dataset<Row> users(Dataset<Row> days) {
        return parts(days.filter(col(DayPairs.PLAYED_AT).isNotNull()), UserIndex.USER_IDX, DayPairs.PLAYED_AT)
                .select(
                        col(UserIndex.USER_IDX),
                        transform(col(PARTS), part -> part.divide(col(TOTAL)).cast("float"))
                                .as(RankerUsers.HOURS));
    }

    /**
     * [8] per video, {@code (n_h + a g_h) / ((n + a) g_h)}, with n_h of the video's n positives in the part h of the
     * day, g_h the share of all videos' positives in it, and a the prior.
     */
    private Dataset<Row> videoHours(Dataset<Row> days) {
        Dataset<Row> positives = days.filter(col(DayPairs.WANTED_AT).isNotNull());
        Dataset<Row> all = parts(positives.withColumn(EVERYTHING, lit(1)), EVERYTHING, DayPairs.WANTED_AT)
                .select(transform(col(PARTS), part -> part.divide(col(TOTAL))).as(ALL_SHARES));
        return parts(positives, VideoIndex.VIDEO_IDX, DayPairs.WANTED_AT)
                .crossJoin(broadcast(all))
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        zip_with(col(PARTS), col(ALL_SHARES), (part, share) -> when(share.equalTo(0), 1.0)
                                        .otherwise(part.plus(share.multiply(PRIOR_POSITIVES))
                                                .divide(col(TOTAL)
                                                        .plus(PRIOR_POSITIVES)
                                                        .multiply(oneIfZero(share))))
                                        .cast("float"))
                                .as(RankerVideos.HOURS));
    }

    // In ANSI mode a division by 0 fails even in a branch that is not taken.
    private static Column oneIfZero(Column share) {
        return when(share.gt(0), share).otherwise(1.0);
    }

    /** {@code key, parts, total}: the number of rows in each part of the day, [8], and in all. */
    private Dataset<Row> parts(Dataset<Row> rows, String key, String time) {
        Column part = floor(hour(from_utc_timestamp(col(time), zone.getId())).divide(HOURS_PER_PART));
        Column[] counts = IntStream.range(0, PARTS_OF_DAY)
                .mapToObj(p -> count(when(part.equalTo(p), 1)).cast("double"))
                .toArray(Column[]::new);
        return rows.groupBy(key)
                .agg(array(counts).as(PARTS))
                .withColumn(TOTAL, aggregate(col(PARTS), lit(0.0), Column::plus));
    }
}
