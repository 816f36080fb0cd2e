package io.reelrank.night.features;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.reduce.ExactSum;
import io.reelrank.engine.training.BiasModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much a video holds whoever watches it: the bias model over r, a play's watch share less the mean share of videos
 * of similar length. The share is watch time over length and at most 1. Short videos are watched to the end more often,
 * whatever they are worth, so the mean is taken off and μ is near 0.
 *
 * @param model the bias model, whose rows are plays
 */
record WatchShares(BiasModel model) {
    /**
     * Fits the model.
     *
     * @param pairs {@code user_idx, video_idx, duration_ms, measured, shares, share_squares}, each pair once
     * @return {@code video_idx, pull, error}, pull being b_i and error its standard error, null where nothing can be
     *     said of it; kept in memory until the caller lets go of it
     */
    Dataset<Row> fit(Dataset<Row> pairs) {
        Dataset<Row> measured = pairs.filter(col("measured").gt(0)).withColumn("length", LengthClass.of());
        Column mean = ExactSum.of(col("shares")).divide(sum("measured"));
        Dataset<Row> means = measured.groupBy("length").agg(mean.as("mean"));
        Column n = col("measured");
        Column m = col("mean");
        return model.fitPairs(measured.join(broadcast(means), "length")
                        .select(
                                col(UserIndex.USER_IDX),
                                col(VideoIndex.VIDEO_IDX),
                                n.as("n"),
                                col("shares").minus(n.multiply(m)).as("r"),
                                col("share_squares")
                                        .minus(m.multiply(2).multiply(col("shares")))
                                        .plus(n.multiply(m).multiply(m))
                                        .as("squares")))
                .withColumnRenamed("bias", "pull");
    }

    /** Whether a signal is a play whose length is known. */
    static Column isMeasured() {
        return col("kind")
                .equalTo("play")
                .and(col("watch_ms").gt(0))
                .and(col("duration_ms").gt(0));
    }

    /** Of such a play, watch time over length, at most 1. */
    static Column share() {
        return least(col("watch_ms").divide(col("duration_ms")), lit(1.0));
    }
}
