package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** All pairs of a user and a video that the user has seen, with their strengths. */
public final class Interactions {
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String STRENGTH = "strength";
    public static final String LAST_SEEN = "last_seen";

    /** One row per user and video. */
    public static final Table TABLE = Table.of(
            "interactions",
            "One row per user and video that had an event or a history entry by the end of the "
                    + "date. Such a video is not recommended to the user again.",
            List.of(USER_IDX, VIDEO_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number, as in user_index."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
            required(
                    STRENGTH,
                    DataTypes.FloatType,
                    "How much the user wants such videos: above 0 if wanted, below 0 if unwanted, 0 if "
                            + "nothing can be said."),
            required(LAST_SEEN, DataTypes.TimestampType, "Time of the pair's last event, UTC."));

    private Interactions() {}
}
