package io.reelrank.engine.ranker;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;

import io.reelrank.engine.EngineColumns;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Users as of a moment, a row each. */
public final class UserContexts {
    private UserContexts() {}

    /**
     * Everybody who met something, has factors or hours.
     *
     * @param interactions {@code user_idx, video_idx, strength}, each pair once
     * @param factors {@code user_idx, factors}
     * @param hours {@code user_idx, hours}
     * @return {@code user_idx, met, factors, hours}; met as {@code (video_idx, strength)}, ascending; each may be null
     */
    public static Dataset<Row> of(Dataset<Row> interactions, Dataset<Row> factors, Dataset<Row> hours) {
        String[] key = {EngineColumns.USER_IDX};
        return interactions
                .groupBy(EngineColumns.USER_IDX)
                .agg(array_sort(collect_list(struct(col(EngineColumns.VIDEO_IDX), col(EngineColumns.STRENGTH))))
                        .as("met"))
                .join(factors.select(EngineColumns.USER_IDX, EngineColumns.FACTORS), key, "full")
                .join(hours.select(EngineColumns.USER_IDX, "hours"), key, "full")
                .select(EngineColumns.USER_IDX, "met", EngineColumns.FACTORS, "hours");
    }
}
