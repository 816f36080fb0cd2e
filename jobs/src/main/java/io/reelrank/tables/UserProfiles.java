package io.reelrank.tables;

import static io.reelrank.tables.Field.optional;
import static io.reelrank.tables.Field.required;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Who a user is by what they did within the window. */
public final class UserProfiles {
    /** One row a user. */
    public static final Table TABLE = Table.of(
            "user_profiles",
            "Who a user is by what they did within the window.",
            List.of("user_idx"),
            required("user_idx", DataTypes.IntegerType, "The user's number."),
            required("user_id", DataTypes.StringType, "The user."),
            required("plays", DataTypes.LongType, "Plays."),
            required("long_views", DataTypes.LongType, "Plays that were long views."),
            required("active_days", DataTypes.LongType, "Days with a play."),
            required("activity", DataTypes.StringType, "light, medium or heavy: below 5, below 20, or more plays."),
            optional(
                    "busiest_hour",
                    DataTypes.IntegerType,
                    "The hour of the platform's day with most plays, 0 to 23, the earlier of equals; null without plays."),
            required(
                    "tags",
                    DataTypes.createArrayType(
                            new StructType()
                                    .add("name", DataTypes.StringType, false)
                                    .add("share", DataTypes.DoubleType),
                            false),
                    "The tags of positive pairs, at most 10, by their share of the user's positive strength, largest first."));

    private UserProfiles() {}
}
