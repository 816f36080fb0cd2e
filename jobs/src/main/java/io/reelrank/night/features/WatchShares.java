package io.reelrank.night.features;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.reelrank.core.tables.DayPairs;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.LengthClass;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.VideoQuality;
import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.reduce.ExactSum;
import io.reelrank.engine.training.BiasModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much a video holds users of any kind, called its pull: b_i of the bias model over r, which is a play's watch
 * share (watch time over length, at most 1) minus the mean share of videos of similar length. Short videos are watched
 * to the end more often, whatever they are worth; without the mean they would have the larger biases. μ is then near 0.
 *
 * @param model the bias model; its rows are plays
 */
record WatchShares(BiasModel model) {
    /** The standard error of the pull: double. */
    static final String ERROR = "error";

    private static final String LENGTH = "length";
    private static final String MEAN = "mean";

    /**
     * Fits the model.
     *
     * @param pairs {@code user_idx, video_idx, duration_ms, measured, watch_shares, share_squares}, each pair once
     * @return {@code video_idx, pull, error}: b_i and its standard error, null where it cannot be estimated; persisted,
     *     and the caller unpersists it
     */
    Dataset<Row> fit(Dataset<Row> pairs) {
        Dataset<Row> measured = pairs.filter(col(DayPairs.MEASURED).gt(0)).withColumn(LENGTH, LengthClass.of());
        Column mean = ExactSum.of(col(DayPairs.WATCH_SHARES)).divide(sum(DayPairs.MEASURED));
        Dataset<Row> means = measured.groupBy(LENGTH).agg(mean.as(MEAN));
        Column n = col(DayPairs.MEASURED);
        Column m = col(MEAN);
        return model.fitPairs(measured.join(broadcast(means), LENGTH)
                        .select(
                                col(UserIndex.USER_IDX),
                                col(VideoIndex.VIDEO_IDX),
                                n.as("n"),
                                col(DayPairs.WATCH_SHARES).minus(n.multiply(m)).as("r"),
                                col(DayPairs.SHARE_SQUARES)
                                        .minus(m.multiply(2).multiply(col(DayPairs.WATCH_SHARES)))
                                        .plus(n.multiply(m).multiply(m))
                                        .as("squares")))
                .withColumnRenamed(EngineColumns.BIAS, VideoQuality.PULL);
    }

    /** Whether a signal is a measured play: one whose watch time and video length are known and above 0. */
    static Column isMeasured() {
        return col(Events.KIND)
                .equalTo("play")
                .and(col(Events.WATCH_MS).gt(0))
                .and(col(Events.DURATION_MS).gt(0));
    }

    /** The watch share of a measured play: watch time over length, at most 1. */
    static Column share() {
        return least(col(Events.WATCH_MS).divide(col(Events.DURATION_MS)), lit(1.0));
    }
}
