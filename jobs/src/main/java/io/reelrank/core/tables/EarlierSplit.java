package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The interactions as they were before the days that a measured ranker learns from. */
public final class EarlierSplit {
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String STRENGTH = "strength";
    public static final String LAST_SEEN = "last_seen";

    /** One row a pair. */
    public static final Table TABLE = Table.of(
            "earlier_split",
            "The interactions as they were before the days that a measured ranker learns from; empty where none is.",
            List.of(USER_IDX, VIDEO_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(STRENGTH, DataTypes.FloatType, "As in interactions, of events before those days."),
            required(LAST_SEEN, DataTypes.TimestampType, "When the pair last met before those days, UTC."));

    private EarlierSplit() {}
}
