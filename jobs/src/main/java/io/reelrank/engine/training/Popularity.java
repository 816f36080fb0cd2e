package io.reelrank.engine.training;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.try_divide;

import io.reelrank.engine.EngineColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Popularity as a number that can be added to a score. */
public final class Popularity {
    private Popularity() {}

    /**
     * Scales counts to b_i = log(1 + p_i) / max_j log(1 + p_j), in [0, 1]; 0 everywhere where all counts are 0.
     *
     * @param rows {@code video_idx} and the columns of the count
     * @param count p, at least 0
     * @return {@code video_idx, bias}
     */
    public static Dataset<Row> scaled(Dataset<Row> rows, Column count) {
        Dataset<Row> logs =
                rows.select(col(EngineColumns.VIDEO_IDX), log1p(count).as("log"));
        Dataset<Row> largest = logs.agg(max("log").as("largest"));
        return logs.crossJoin(broadcast(largest))
                .select(
                        col(EngineColumns.VIDEO_IDX),
                        coalesce(try_divide(col("log"), col("largest")), lit(0.0))
                                .as(EngineColumns.BIAS));
    }
}
