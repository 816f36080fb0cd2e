package io.reelrank.features;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.bool_or;
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

import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a ranker may know as of a moment, and what it learns from the days after it.
 *
 * @param signals which events say that a video was wanted
 * @param strengths popularity as of a moment
 * @param zone where the hours are counted
 */
record Moments(Signals signals, Strengths strengths, ZoneId zone) {
    private static final int PARTS_OF_DAY = 8;
    private static final int HOURS_A_PART = 3;
    // A video with as many positives is drawn half way to the hours of all videos.
    private static final double PRIOR_POSITIVES = 10;

    /**
     * The rows of {@code ranker_videos} but the moment's name.
     *
     * @param rows signals before the moment, numbered
     * @param pulls {@code video_idx, pull}, from the same signals
     * @param asOf the moment
     */
    Dataset<Row> videos(Dataset<Row> rows, Dataset<Row> pulls, Instant asOf) {
        String[] key = {"video_idx"};
        return strengths
                .shown(rows, asOf)
                .join(strengths.popularity(rows, asOf), key, "left")
                .join(pulls.select("video_idx", "pull"), key, "left")
                .join(videoHours(rows), key, "left")
                .select(
                        col("video_idx"),
                        coalesce(col("positives"), lit(0.0)).as("positives"),
                        coalesce(col("recent_positives"), lit(0.0)).as("recent_positives"),
                        col("recent_shown"),
                        coalesce(col("pull"), lit(0.0)).as("pull"),
                        coalesce(col("hours"), array_repeat(lit(1f), PARTS_OF_DAY))
                                .as("hours"));
    }

    /** The rows of {@code ranker_users} but the moment's name, from signals before it. */
    Dataset<Row> users(Dataset<Row> rows) {
        return parts(rows.filter(col("kind").equalTo("play")), "user_idx")
                .select(
                        col("user_idx"),
                        transform(col("parts"), part -> part.divide(col("total"))
                                        .cast("float"))
                                .as("hours"));
    }

    /**
     * The pairs that met in these rows and not before, and whether they were wanted.
     *
     * @param rows signals of the days from the moment
     * @param known interactions as of the moment
     * @return {@code user_idx, video_idx, wanted}
     */
    Dataset<Row> shown(Dataset<Row> rows, Dataset<Row> known) {
        return rows.groupBy("user_idx", "video_idx")
                .agg(bool_or(signals.isRelevant()).as("wanted"))
                .join(known.select("user_idx", "video_idx"), new String[] {"user_idx", "video_idx"}, "left_anti");
    }

    /** {@code (n_h + a g_h) / ((n + a) g_h)} with g_h the share of all videos' positives, and a the prior. */
    private Dataset<Row> videoHours(Dataset<Row> rows) {
        Dataset<Row> positives = rows.filter(signals.isRelevant());
        Dataset<Row> all = parts(positives.withColumn("everything", lit(1)), "everything")
                .select(transform(col("parts"), part -> part.divide(col("total")))
                        .as("everywhere"));
        return parts(positives, "video_idx")
                .crossJoin(broadcast(all))
                .select(
                        col("video_idx"),
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
    private Dataset<Row> parts(Dataset<Row> rows, String key) {
        Column part =
                floor(hour(from_utc_timestamp(col("event_time"), zone.getId())).divide(HOURS_A_PART));
        Column[] counts = IntStream.range(0, PARTS_OF_DAY)
                .mapToObj(p -> count(when(part.equalTo(p), 1)).cast("double"))
                .toArray(Column[]::new);
        return rows.groupBy(key)
                .agg(array(counts).as("parts"))
                .withColumn("total", aggregate(col("parts"), lit(0.0), Column::plus));
    }
}
