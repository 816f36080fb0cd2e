package io.reelrank.engine.training;

import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.engine.EngineColumns;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** The part of a score that depends on the video: {@code video_idx, factors, bias, origin}. */
public final class VideoVectors {
    private VideoVectors() {}

    /**
     * Every video with its factors and its bias. Both are 0 where the video has none.
     *
     * @param videos {@code video_idx}
     * @param factors {@code video_idx, factors, origin}, each [rank]
     * @param rank the factors' length
     * @param biases {@code video_idx, bias}
     * @param weight factor on the biases
     */
    public static Dataset<Row> of(
            Dataset<Row> videos, Dataset<Row> factors, int rank, Dataset<Row> biases, double weight) {
        return videos.select(EngineColumns.VIDEO_IDX)
                .join(
                        factors.select(EngineColumns.VIDEO_IDX, EngineColumns.FACTORS, EngineColumns.ORIGIN),
                        new String[] {EngineColumns.VIDEO_IDX},
                        "left")
                .join(
                        biases.select(EngineColumns.VIDEO_IDX, EngineColumns.BIAS),
                        new String[] {EngineColumns.VIDEO_IDX},
                        "left")
                .select(
                        col(EngineColumns.VIDEO_IDX),
                        coalesce(col(EngineColumns.FACTORS), array_repeat(lit(0f), rank))
                                .as(EngineColumns.FACTORS),
                        coalesce(col(EngineColumns.BIAS).multiply(weight), lit(0.0))
                                .cast(DataTypes.FloatType)
                                .as(EngineColumns.BIAS),
                        coalesce(col(EngineColumns.ORIGIN), lit(Factors.UNKNOWN))
                                .as(EngineColumns.ORIGIN));
    }

    /** Every video with its bias, 0 where it has none, and factors of rank 0. */
    public static Dataset<Row> of(Dataset<Row> videos, Dataset<Row> biases) {
        Dataset<Row> none = videos.select(
                        col(EngineColumns.VIDEO_IDX),
                        lit(null).cast("array<float>").as(EngineColumns.FACTORS),
                        lit(null).cast("string").as(EngineColumns.ORIGIN))
                .limit(0);
        return of(videos, none, 0, biases, 1);
    }
}
