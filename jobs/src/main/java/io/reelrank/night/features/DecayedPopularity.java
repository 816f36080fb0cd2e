package io.reelrank.night.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.unix_micros;

import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.RankerVideos;
import io.reelrank.core.tables.SegmentPopularity;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoPopularity;
import io.reelrank.engine.reduce.ExactSum;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The popularity of videos, counted in user-days: each user counts once a day, so nobody makes a video popular alone.
 * Recent popularity decays with age:
 *
 * <pre>Σ_d 2^(−(t − t_d) / T)</pre>
 *
 * over the user-days d, where t − t_d is the time in days from the last event of the user-day to the cutoff.
 *
 * @param halfLifeDays T
 */
record DecayedPopularity(double halfLifeDays) {
    private static final double MICROS_PER_DAY = 86_400e6;

    /**
     * How many wanted each video.
     *
     * @param days rows of {@code day_pairs} before the cutoff that count
     * @param asOf the cutoff
     * @return {@code video_idx, positives, recent_positives}
     */
    Dataset<Row> of(Dataset<Row> days, Instant asOf) {
        return positives(days)
                .groupBy(VideoIndex.VIDEO_IDX)
                .agg(
                        ExactSum.of(lit(1.0)).as(VideoPopularity.POSITIVES),
                        recent(DayPairs.WANTED_AT, asOf).as(VideoPopularity.RECENT_POSITIVES));
    }

    /**
     * How many users of each segment recently wanted each video.
     *
     * @param days rows of {@code day_pairs} before the cutoff that count
     * @param segments {@code user_idx, segment}
     * @param asOf the cutoff
     * @return {@code segment, video_idx, recent_positives}
     */
    Dataset<Row> bySegment(Dataset<Row> days, Dataset<Row> segments, Instant asOf) {
        return positives(days)
                .join(segments.select(UserIndex.USER_IDX, SegmentPopularity.SEGMENT), UserIndex.USER_IDX)
                .groupBy(SegmentPopularity.SEGMENT, VideoIndex.VIDEO_IDX)
                .agg(recent(DayPairs.WANTED_AT, asOf).as(SegmentPopularity.RECENT_POSITIVES));
    }

    /**
     * How many recently saw each video, whether they wanted it or not.
     *
     * @param days rows of {@code day_pairs} before the cutoff that count
     * @param asOf the cutoff
     * @return {@code video_idx, recent_shown}
     */
    Dataset<Row> shown(Dataset<Row> days, Instant asOf) {
        return days.groupBy(VideoIndex.VIDEO_IDX)
                .agg(recent(DayPairs.LAST_SEEN, asOf).as(RankerVideos.RECENT_SHOWN));
    }

    private static Dataset<Row> positives(Dataset<Row> days) {
        return days.filter(col(DayPairs.WANTED_AT).isNotNull());
    }

    private Column recent(String time, Instant asOf) {
        Column days = unix_micros(lit(asOf)).minus(unix_micros(col(time))).divide(MICROS_PER_DAY);
        return ExactSum.of(pow(lit(2.0), days.divide(-halfLifeDays)));
    }
}
