package io.reelrank.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_divide;

import io.reelrank.stage.ExactSum;
import io.reelrank.training.BiasModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much a video holds whoever watches it: the bias model over r, a play's watch share less the mean share of videos of
 * similar length. The share is watch time over length and at most 1. Short videos are watched to the end more often,
 * whatever they are worth, so the mean is taken off and μ is near 0.
 *
 * @param model the bias model, whose rows are plays
 */
record WatchShares(BiasModel model) {
    /**
     * Fits the model.
     *
     * @param signals of which the plays count whose length is known: {@code user_idx, video_idx, kind, watch_ms, duration_ms}
     * @return {@code video_idx, pull, error}, pull being b_i and error its standard error, null where nothing can be said of
     *     it; kept in memory until the caller lets go of it
     */
    Dataset<Row> fit(Dataset<Row> signals) {
        Dataset<Row> shares = signals.filter(isMeasured())
                .select(col("user_idx"), col("video_idx"), LengthClass.of().as("length"), share().as("share"));
        Column mean = coalesce(try_divide(ExactSum.of(col("share")), count(lit(1))), lit(0.0));
        Dataset<Row> means = shares.groupBy("length").agg(mean.as("mean"));
        return model.fit(shares.join(means, "length")
                        .select(
                                col("user_idx"),
                                col("video_idx"),
                                col("share").minus(col("mean")).as("r")))
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
