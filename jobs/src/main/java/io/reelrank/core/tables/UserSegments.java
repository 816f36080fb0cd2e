package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The segment of each user who has one. */
public final class UserSegments {
    public static final String USER_ID = "user_id";
    public static final String SEGMENT = "segment";

    /** One row per user. */
    public static final Table TABLE = Table.of(
            "user_segments",
            "One row per user who has a segment.",
            List.of(USER_ID),
            required(USER_ID, DataTypes.StringType, "The user's id; the user may have no events."),
            required(
                    SEGMENT,
                    DataTypes.StringType,
                    "The first of features.segments whose attributes the user has and that has enough users."));

    private UserSegments() {}
}
