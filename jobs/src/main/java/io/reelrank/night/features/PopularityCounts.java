package io.reelrank.night.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.unix_micros;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many met and wanted each video: a user counts once a day, so that nobody makes a video popular alone. Lately
 * means
 *
 * <pre>Σ 2^(−(t − t_d) / T)</pre>
 *
 * over the users' days d, with t − t_d the days from the last time on that day to the moment.
 *
 * @param halfLifeDays T
 */
record PopularityCounts(double halfLifeDays) {
    private static final double MICROS_A_DAY = 86_400e6;

    /**
     * How many wanted each video.
     *
     * @param days rows of {@code day_pairs} before the moment, those that count
     * @return {@code video_idx, positives, recent_positives}
     */
    Dataset<Row> of(Dataset<Row> days, Instant asOf) {
        return wanted(days)
                .groupBy(VideoIndex.VIDEO_IDX)
                .agg(
                        ExactSum.of(lit(1.0)).as("positives"),
                        recent("wanted_at", asOf).as("recent_positives"));
    }

    /**
     * How many of each segment wanted each video lately.
     *
     * @param days rows of {@code day_pairs} before the moment, those that count
     * @param segments {@code user_idx, segment}
     * @return {@code segment, video_idx, recent_positives}
     */
    Dataset<Row> of(Dataset<Row> days, Dataset<Row> segments, Instant asOf) {
        return wanted(days)
                .join(segments.select(UserIndex.USER_IDX, "segment"), UserIndex.USER_IDX)
                .groupBy("segment", VideoIndex.VIDEO_IDX)
                .agg(recent("wanted_at", asOf).as("recent_positives"));
    }

    /**
     * How many met each video lately.
     *
     * @param days rows of {@code day_pairs} before the moment, those that count
     * @return {@code video_idx, recent_shown}
     */
    Dataset<Row> shown(Dataset<Row> days, Instant asOf) {
        return days.groupBy(VideoIndex.VIDEO_IDX).agg(recent("last_seen", asOf).as("recent_shown"));
    }

    private static Dataset<Row> wanted(Dataset<Row> days) {
        return days.filter(col("wanted_at").isNotNull());
    }

    private Column recent(String time, Instant asOf) {
        Column days = unix_micros(lit(asOf)).minus(unix_micros(col(time))).divide(MICROS_A_DAY);
        return ExactSum.of(pow(lit(2.0), days.divide(-halfLifeDays)));
    }
}
