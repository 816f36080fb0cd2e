package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What a ranker knows of each user as of a moment beside what the user met. */
public final class RankerUsers {
    /** One row a user and moment. */
    public static final Table TABLE = Table.of(
            "ranker_users",
            "What a ranker knows of each user as of a moment beside what the user met; users without plays are missing.",
            List.of("as_of", "user_idx"),
            required("as_of", DataTypes.StringType, "As in ranker_videos."),
            required("user_idx", DataTypes.IntegerType, "The user's number."),
            required(
                    "hours",
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "[8] by three hours of the platform's day: the share of the user's plays; they add up to 1."));

    private RankerUsers() {}
}
