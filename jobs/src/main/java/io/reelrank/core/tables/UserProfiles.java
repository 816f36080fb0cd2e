package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Who a user is by what they did within the window. */
public final class UserProfiles {
    private static final DataType SHARES = DataTypes.createArrayType(
            new StructType().add("name", DataTypes.StringType, false).add("share", DataTypes.DoubleType), false);
    private static final String STRENGTH = " the user's positive strength, largest first.";

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
                    "first_day",
                    DataTypes.DateType,
                    "The first day within the window with a signal; null without any."),
            optional("last_day", DataTypes.DateType, "The last such day."),
            required(
                    "standing",
                    DataTypes.StringType,
                    "new: first seen within the last 7 days; returning: seen within them and before, histories included;"
                            + " lapsed: not seen within them."),
            optional(
                    "busiest_hour",
                    DataTypes.IntegerType,
                    "The hour of the platform's day with most plays, 0 to 23, the earlier of equals; null without plays."),
            required(
                    "hours",
                    DataTypes.createArrayType(DataTypes.DoubleType, false),
                    "[24] the share of plays in each hour of the platform's day; empty without plays."),
            required("tags", SHARES, "The tags of positive pairs, at most 10, by their share of" + STRENGTH),
            required("categories", SHARES, "Their categories, likewise."),
            required("creators", SHARES, "Their creators, likewise."),
            required("lengths", SHARES, "Their lengths as in video_features.duration_bucket, likewise."),
            optional(
                    "breadth",
                    DataTypes.DoubleType,
                    "Entropy of the shares of all tags in bits: 0 for one tag, log2 k for k alike; null without any."),
            optional(
                    "breadth_this_week",
                    DataTypes.DoubleType,
                    "The same over what was wanted in the last 7 days, each video once; null where that has no tags."),
            optional("breadth_last_week", DataTypes.DoubleType, "The same over the 7 days before these."),
            optional(
                    "breadth_change",
                    DataTypes.DoubleType,
                    "This week's less last week's: above 0 where taste grows broader; null where either is."));

    private UserProfiles() {}
}
