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
     * @param plays {@code user_idx, video_idx, watch_ms, duration_ms} of plays whose length is known
     * @return {@code video_idx, plays, watch_share, pull}, pull being b_i
     */
    Dataset<Row> fit(Dataset<Row> plays) {
        Dataset<Row> shares = plays.select(
                col("user_idx"),
                col("video_idx"),
                VideoFacts.durationBucket().as("bucket"),
                least(col("watch_ms").divide(col("duration_ms")), lit(1.0)).as("share"));
        Dataset<Row> means = shares.groupBy("bucket").agg(mean(col("share")).as("bucket_mean"));
        Dataset<Row> targets = shares.join(means, "bucket")
                .select(
                        col("user_idx"),
                        col("video_idx"),
                        col("share"),
                        col("share").minus(col("bucket_mean")).as("r"));
        Dataset<Row> counts = targets.groupBy("video_idx")
                .agg(count(lit(1)).as("plays"), mean(col("share")).as("watch_share"));
        return counts.join(model.fit(targets).withColumnRenamed("bias", "pull"), "video_idx");
    }

    private static Column mean(Column numbers) {
        return coalesce(try_divide(ExactSum.of(numbers), count(lit(1))), lit(0.0));
    }
}
