package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Every pair of user and video that met, in the logs or the history: it is not recommended again. */
public final class Interactions {
    /** One row a pair. */
    public static final Table TABLE = Table.of(
            "interactions",
            "Every pair of user and video that met, in the logs or the history: it is not recommended again.",
            List.of("user_idx", "video_idx"),
            required("user_idx", DataTypes.IntegerType, "The user's number."),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required(
                    "strength",
                    DataTypes.FloatType,
                    "How much the user wants such videos: positive wants, negative does not, 0 says nothing."),
            required("last_seen", DataTypes.TimestampType, "When the pair last met, UTC."));

    private Interactions() {}
}
