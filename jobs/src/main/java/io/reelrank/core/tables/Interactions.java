package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Every pair of user and video that met, in the logs or the history: it is not recommended again. */
public final class Interactions {
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String STRENGTH = "strength";
    public static final String LAST_SEEN = "last_seen";

    /** One row a pair. */
    public static final Table TABLE = Table.of(
            "interactions",
            "Every pair of user and video that met, in the logs or the history: it is not recommended again.",
            List.of(USER_IDX, VIDEO_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(
                    STRENGTH,
                    DataTypes.FloatType,
                    "How much the user wants such videos: positive wants, negative does not, 0 says nothing."),
            required(LAST_SEEN, DataTypes.TimestampType, "When the pair last met, UTC."));

    private Interactions() {}
}
