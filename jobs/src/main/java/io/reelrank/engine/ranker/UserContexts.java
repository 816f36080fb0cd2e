package io.reelrank.engine.ranker;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;

import io.reelrank.engine.EngineColumns;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes the data frame of user contexts: one row per user, which {@link UserContext#of} reads. */
public final class UserContexts {
    /** The videos that a user has seen: array of {@code (video_idx, strength)}, ascending. */
    static final String SEEN = "met";

    /** The shares of a user's plays by part of the day: array of float. */
    static final String HOURS = "hours";

    private UserContexts() {}

    /**
     * The contexts of all users who have interactions, factors or hours.
     *
     * @param interactions {@code user_idx, video_idx, strength}, each pair once
     * @param factors {@code user_idx, factors}
     * @param hours {@code user_idx, hours}
     * @return {@code user_idx, met, factors, hours}; all but the user may be null
     */
    public static Dataset<Row> of(Dataset<Row> interactions, Dataset<Row> factors, Dataset<Row> hours) {
        String[] key = {EngineColumns.USER_IDX};
        return interactions
                .groupBy(EngineColumns.USER_IDX)
                .agg(array_sort(collect_list(struct(col(EngineColumns.VIDEO_IDX), col(EngineColumns.STRENGTH))))
                        .as(SEEN))
                .join(factors.select(EngineColumns.USER_IDX, EngineColumns.FACTORS), key, "full")
                .join(hours.select(EngineColumns.USER_IDX, HOURS), key, "full")
                .select(EngineColumns.USER_IDX, SEEN, EngineColumns.FACTORS, HOURS);
    }
}
