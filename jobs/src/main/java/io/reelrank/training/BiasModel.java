package io.reelrank.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_divide;

import io.reelrank.stage.ExactSum;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What of a number r_ui is the video's own, whoever the user is: r_ui = μ + b_u + b_i, regularised (Koren, Bell, Volinsky
 * 2009, "Matrix factorization techniques for recommender systems", equation 4, fitted by alternating closed-form updates):
 *
 * <pre>b_i = Σ_u (r_ui − μ − b_u) / (λ + n_i)      b_u = Σ_i (r_ui − μ − b_i) / (λ + n_u)</pre>
 *
 * @param regularization λ, in rows: a video or user with as many is drawn half way to the mean
 * @param sweeps how often both sides are fitted in turn, at least 1
 */
public record BiasModel(double regularization, int sweeps) {
    /**
     * Fits the model.
     *
     * @param targets {@code user_idx, video_idx, r}; a pair may come several times
     * @return {@code video_idx, bias}, bias being b_i
     */
    public Dataset<Row> fit(Dataset<Row> targets) {
        Dataset<Row> rows = targets.select("user_idx", "video_idx", "r").persist();
        double mu = rows.agg(coalesce(try_divide(ExactSum.of(col("r")), count(lit(1))), lit(0.0)))
                .head()
                .getDouble(0);
        Dataset<Row> users = rows.select(col("user_idx"), lit(0.0).as("b_u")).distinct();
        Dataset<Row> videos = side(rows, "video_idx", "b_i", users, "user_idx", "b_u", mu);
        for (int sweep = 1; sweep < sweeps; sweep++) {
            users = side(rows, "user_idx", "b_u", videos, "video_idx", "b_i", mu);
            videos = side(rows, "video_idx", "b_i", users, "user_idx", "b_u", mu);
        }
        return videos.withColumnRenamed("b_i", "bias");
    }

    private Dataset<Row> side(
            Dataset<Row> rows,
            String key,
            String bias,
            Dataset<Row> others,
            String otherKey,
            String otherBias,
            double mu) {
        Column residual = col("r").minus(mu).minus(col(otherBias));
        return rows.join(others, otherKey)
                .groupBy(key)
                .agg(ExactSum.of(residual)
                        .divide(count(lit(1)).plus(regularization))
                        .as(bias))
                .persist();
    }
}
