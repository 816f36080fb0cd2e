package io.reelrank.engine.training;

import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** What a score needs of every video: {@code video_idx, factors, bias, origin}. */
public final class VideoVectors {
    private VideoVectors() {}

    /**
     * Every video with its factors, all 0 where the model does not know it, and its bias, 0 where it has none.
     *
     * @param videos {@code video_idx}
     * @param factors {@code video_idx, factors, origin}, each [rank]
     * @param rank the factors' length
     * @param biases {@code video_idx, bias}
     * @param weight what the bias is multiplied by
     */
    public static Dataset<Row> of(
            Dataset<Row> videos, Dataset<Row> factors, int rank, Dataset<Row> biases, double weight) {
        return videos.select("video_idx")
                .join(factors.select("video_idx", "factors", "origin"), new String[] {"video_idx"}, "left")
                .join(biases.select("video_idx", "bias"), new String[] {"video_idx"}, "left")
                .select(
                        col("video_idx"),
                        coalesce(col("factors"), array_repeat(lit(0f), rank)).as("factors"),
                        coalesce(col("bias").multiply(weight), lit(0.0))
                                .cast(DataTypes.FloatType)
                                .as("bias"),
                        coalesce(col("origin"), lit(Factors.UNKNOWN)).as("origin"));
    }

    /** Every video with its bias alone, 0 where it has none. */
    public static Dataset<Row> of(Dataset<Row> videos, Dataset<Row> biases) {
        Dataset<Row> none = videos.selectExpr(
                        "video_idx", "cast(null as array<float>) as factors", "cast(null as string) as origin")
                .limit(0);
        return of(videos, none, 0, biases, 1);
    }
}
