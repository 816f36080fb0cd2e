package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What users wanted in the held out days and had not met before: what a model should find. */
public final class TestPositives {
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String STRENGTH = "strength";

    /** One row a pair. */
    public static final Table TABLE = Table.of(
            "test_positives",
            "What users wanted in the held out days and had not met before: what a model should find.",
            List.of(USER_IDX, VIDEO_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(
                    STRENGTH,
                    DataTypes.FloatType,
                    "The sum of what the pair's events of the held out days add, at most max-strength and at least 0.001."));

    private TestPositives() {}
}
