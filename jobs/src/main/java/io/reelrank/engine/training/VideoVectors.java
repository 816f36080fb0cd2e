package io.reelrank.engine.training;

import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.engine.EngineColumns;
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

    /** Every video with its bias alone, 0 where it has none. */
    public static Dataset<Row> of(Dataset<Row> videos, Dataset<Row> biases) {
        Dataset<Row> none = videos.selectExpr(
                        "video_idx", "cast(null as array<float>) as factors", "cast(null as string) as origin")
                .limit(0);
        return of(videos, none, 0, biases, 1);
    }
}
