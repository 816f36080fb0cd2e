package io.reelrank.night.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.store.Table;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.Videos;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the videos' data tells of each video, without any event. */
final class VideoFacts {
    /** The duration bucket of videos of unknown length. */
    static final String UNKNOWN_LENGTH = "unknown";

    private static final double MICROS_PER_DAY = 86_400e6;

    private VideoFacts() {}

    /**
     * The rows of {@code video_features}, without words and the columns of the creator's other videos.
     *
     * @param index rows of {@code video_index}
     * @param videos rows of {@code videos}; a numbered video that is missing here is not eligible
     * @param asOf the end of the date
     */
    static Dataset<Row> of(Dataset<Row> index, Dataset<Row> videos, Instant asOf) {
        Column ageMicros = unix_micros(lit(asOf)).minus(unix_micros(col(Videos.PUBLISHED_AT)));
        Column isVisible = col(Videos.STATUS).equalTo("visible");
        return index.select(VideoIndex.VIDEO_ID, VideoIndex.VIDEO_IDX)
                .join(videos.drop(Table.DAY), new String[] {VideoIndex.VIDEO_ID}, "left")
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col(VideoIndex.VIDEO_ID),
                        coalesce(col(Videos.CREATOR_ID), lit("")).as(VideoFeatures.CREATOR_ID),
                        coalesce(col(Videos.TAGS), array().cast("array<string>"))
                                .as(VideoFeatures.TAGS),
                        col(Videos.CATEGORY),
                        col(Videos.DURATION_MS),
                        durationBucket().as(VideoFeatures.DURATION_BUCKET),
                        ageMicros.divide(MICROS_PER_DAY).as(VideoFeatures.AGE_DAYS),
                        coalesce(isVisible.and(coalesce(ageMicros.geq(0), lit(true))), lit(false))
                                .as(VideoFeatures.ELIGIBLE));
    }

    private static Column durationBucket() {
        Column duration = col(Videos.DURATION_MS);
        Column bucket = when(duration.isNull(), UNKNOWN_LENGTH);
        for (int i = 0; i < VideoFeatures.DURATION_BOUNDS_MS.size(); i++) {
            bucket = bucket.when(
                    duration.lt(VideoFeatures.DURATION_BOUNDS_MS.get(i)), VideoFeatures.DURATION_BUCKETS.get(i));
        }
        return bucket.otherwise(VideoFeatures.DURATION_BUCKETS.get(VideoFeatures.DURATION_BOUNDS_MS.size()));
    }
}
