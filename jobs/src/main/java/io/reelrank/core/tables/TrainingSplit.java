package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The interactions as they were before the held out days. */
public final class TrainingSplit {
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String STRENGTH = "strength";
    public static final String LAST_SEEN = "last_seen";

    /** One row a pair. */
    public static final Table TABLE = Table.of(
            "training_split",
            "The interactions as they were before the held out days.",
            List.of(USER_IDX, VIDEO_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(STRENGTH, DataTypes.FloatType, "As in interactions, of events before the held out days."),
            required(LAST_SEEN, DataTypes.TimestampType, "When the pair last met before the held out days, UTC."));

    private TrainingSplit() {}
}
