package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The interactions as they were before the held out days. */
public final class TrainingSplit {
    /** One row a pair. */
    public static final Table TABLE = Table.of(
            "training_split",
            "The interactions as they were before the held out days.",
            List.of("user_idx", "video_idx"),
            required("user_idx", DataTypes.IntegerType, "The user's number."),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required("strength", DataTypes.FloatType, "As in interactions, of events before the held out days."),
            required("last_seen", DataTypes.TimestampType, "When the pair last met before the held out days, UTC."));

    private TrainingSplit() {}
}
