package io.reelrank.night.features;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.StrengthSettings;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Adds up what the signals of a day say of each pair, which does not change once the day's events are all there. */
final class PairsByDay {
    private PairsByDay() {}

    /**
     * The rows of {@code day_pairs}.
     *
     * @param rows signals with {@code dt, user_idx, video_idx}
     * @param signals what they say
     */
    static Dataset<Row> of(Dataset<Row> rows, EventSignals signals) {
        Column counts = col("counts");
        Column kind = when(counts, col("kind")).otherwise(EventSignals.MET);
        Column time = col("event_time");
        Column isPlay = kind.equalTo("play");
        Column isMeasured = counts.and(WatchShares.isMeasured());
        Column isFollow = kind.isin("follow", "unfollow");
        // Of two at the same moment the unfollow counts.
        Column order = when(isFollow, struct(time, kind));
        return rows.groupBy("dt", UserIndex.USER_IDX, VideoIndex.VIDEO_IDX)
                .agg(
                        max(time).as("last_seen"),
                        bool_or(counts).as("counts"),
                        ExactSum.of(when(counts, signals.weight())).as("weight"),
                        max(when(counts.and(signals.isRelevant()), time)).as("wanted_at"),
                        bool_or(kind.equalTo("impression")).as("shown"),
                        count_if(isPlay).as("plays"),
                        count_if(kind.equalTo(StrengthSettings.LONG_VIEW)).as("long_views"),
                        max(when(isPlay, time)).as("played_at"),
                        max(when(isPlay, col("watch_ms"))).as("longest_ms"),
                        max(when(counts, col("duration_ms"))).as("duration_ms"),
                        count_if(isMeasured).as("measured"),
                        ExactSum.of(when(isMeasured, WatchShares.share())).as("shares"),
                        ExactSum.of(when(isMeasured, pow(WatchShares.share(), 2)))
                                .as("share_squares"),
                        bool_or(coalesce(isMeasured.and(col("watch_ms").geq(col("duration_ms"))), lit(false)))
                                .as("finished"),
                        count_if(kind.equalTo("hide")).as("hides"),
                        count_if(kind.equalTo("report")).as("reports"),
                        max_by(when(isFollow, kind.equalTo("follow")), order).as("followed"),
                        max(when(isFollow, time)).as("followed_at"));
    }
}
