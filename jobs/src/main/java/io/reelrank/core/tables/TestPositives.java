package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What users wanted in the held out days and had not met before: what a model should find. */
public final class TestPositives {
    /** One row a pair. */
    public static final Table TABLE = Table.of(
            "test_positives",
            "What users wanted in the held out days and had not met before: what a model should find.",
            List.of("user_idx", "video_idx"),
            required("user_idx", DataTypes.IntegerType, "The user's number."),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required(
                    "strength",
                    DataTypes.FloatType,
                    "The sum of what the pair's events of the held out days add, at most max-strength and at least 0.001."));

    private TestPositives() {}
}
