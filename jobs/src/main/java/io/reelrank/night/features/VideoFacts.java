package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.tables.VideoIndex;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is known of each video without looking at who watched it. */
final class VideoFacts {
    private static final double MICROS_A_DAY = 86_400e6;

    private VideoFacts() {}

    /**
     * The rows of {@code video_features}.
     *
     * @param index rows of {@code video_index}
     * @param videos rows of {@code videos}; a numbered video may be missing in it, and is then not eligible
     * @param asOf the end of the date
     */
    static Dataset<Row> of(Dataset<Row> index, Dataset<Row> videos, Instant asOf) {
        Column ageMicros = unix_micros(lit(asOf)).minus(unix_micros(col("published_at")));
        return index.select(VideoIndex.VIDEO_ID, VideoIndex.VIDEO_IDX)
                .join(videos.drop("dt"), new String[] {VideoIndex.VIDEO_ID}, "left")
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col(VideoIndex.VIDEO_ID),
                        coalesce(col("creator_id"), lit("")).as("creator_id"),
                        coalesce(col("tags"), array().cast("array<string>")).as("tags"),
                        col("category"),
                        col("duration_ms"),
                        durationBucket().as("duration_bucket"),
                        ageMicros.divide(MICROS_A_DAY).as("age_days"),
                        coalesce(
                                        col("status").equalTo("visible").and(coalesce(ageMicros.geq(0), lit(true))),
                                        lit(false))
                                .as("eligible"));
    }

    /** Videos of similar length, whose watch shares can be compared. */
    static Column durationBucket() {
        Column duration = col("duration_ms");
        return when(duration.isNull(), "unknown")
                .when(duration.lt(15_000), "under_15s")
                .when(duration.lt(60_000), "15s_to_60s")
                .when(duration.lt(180_000), "1m_to_3m")
                .otherwise("over_3m");
    }
}
