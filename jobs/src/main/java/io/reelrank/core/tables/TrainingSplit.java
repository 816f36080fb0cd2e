package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The interactions as of the start of the held-out days. */
public final class TrainingSplit {
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String STRENGTH = "strength";
    public static final String LAST_SEEN = "last_seen";

    /** One row per user and video. */
    public static final Table TABLE = Table.of(
            "training_split",
            "One row per user and video that had an event or a history entry before the held-out days.",
            List.of(USER_IDX, VIDEO_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number, as in user_index."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
            required(STRENGTH, DataTypes.FloatType, "As in interactions, from events before the held-out days."),
            required(
                    LAST_SEEN,
                    DataTypes.TimestampType,
                    "Time of the pair's last event before the held-out days, UTC."));

    private TrainingSplit() {}
}
