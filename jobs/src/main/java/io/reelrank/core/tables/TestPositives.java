package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The held-out positives: what a model should find. */
public final class TestPositives {
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String STRENGTH = "strength";

    /** One row per user and video. */
    public static final Table TABLE = Table.of(
            "test_positives",
            "One row per user and video that the user wanted in the held-out days and had not "
                    + "seen before: what a model should find.",
            List.of(USER_IDX, VIDEO_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number, as in user_index."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
            required(
                    STRENGTH,
                    DataTypes.FloatType,
                    "The sum of the weights of the pair's events in the held-out days, without decay, "
                            + "clipped to [0.001, features.max-strength]."));

    private TestPositives() {}
}
