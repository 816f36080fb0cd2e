package io.reelrank.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_divide;

import io.reelrank.stage.ExactSum;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much a video holds whoever watches it: r_ui = μ + b_u + b_i, regularised (Koren, Bell, Volinsky 2009, equation 4,
 * fitted by alternating closed-form updates).
 *
 * <p>r is a play's watch share, watch time over length and at most 1, less the mean share of videos of similar length:
 * short videos are watched to the end more often, whatever they are worth. So μ is near 0, and
 *
 * <pre>b_i = Σ_u (r_ui − μ − b_u) / (λ + n_i)      b_u = Σ_i (r_ui − μ − b_i) / (λ + n_u)</pre>
 *
 * @param regularization λ, in plays
 * @param sweeps how often both sides are fitted in turn
 */
record BiasModel(double regularization, int sweeps) {
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
                        col("share").minus(col("bucket_mean")).as("r"))
                .persist();
        double mu = targets.agg(mean(col("r"))).head().getDouble(0);
        Dataset<Row> users = targets.select(col("user_idx"), lit(0.0).as("b_u")).distinct();
        Dataset<Row> videos = side(targets, "video_idx", "b_i", users, "user_idx", "b_u", mu);
        for (int sweep = 1; sweep < sweeps; sweep++) {
            users = side(targets, "user_idx", "b_u", videos, "video_idx", "b_i", mu);
            videos = side(targets, "video_idx", "b_i", users, "user_idx", "b_u", mu);
        }
        Dataset<Row> counts = targets.groupBy("video_idx")
                .agg(count(lit(1)).as("plays"), mean(col("share")).as("watch_share"));
        return counts.join(videos.withColumnRenamed("b_i", "pull"), "video_idx");
    }

    private Dataset<Row> side(
            Dataset<Row> targets,
            String key,
            String bias,
            Dataset<Row> others,
            String otherKey,
            String otherBias,
            double mu) {
        Column residual = col("r").minus(mu).minus(col(otherBias));
        return targets.join(others, otherKey)
                .groupBy(key)
                .agg(ExactSum.of(residual)
                        .divide(count(lit(1)).plus(regularization))
                        .as(bias))
                .persist();
    }

    private static Column mean(Column numbers) {
        return coalesce(try_divide(ExactSum.of(numbers), count(lit(1))), lit(0.0));
    }
}
