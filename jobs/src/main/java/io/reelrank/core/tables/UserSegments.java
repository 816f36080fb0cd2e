package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The segment of each user who has one. */
public final class UserSegments {
    /** One row a user. */
    public static final Table TABLE = Table.of(
            "user_segments",
            "The segment of each user who has one.",
            List.of("user_id"),
            required("user_id", DataTypes.StringType, "The user, whether or not anything was logged."),
            required(
                    "segment",
                    DataTypes.StringType,
                    "The first of features.segments whose attributes the user has and that has enough users."));

    private UserSegments() {}
}
