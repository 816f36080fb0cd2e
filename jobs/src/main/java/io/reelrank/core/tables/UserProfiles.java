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
    public static final String USER_IDX = "user_idx";
    public static final String USER_ID = "user_id";
    public static final String PLAYS = "plays";
    public static final String LONG_VIEWS = "long_views";
    public static final String ACTIVE_DAYS = "active_days";
    public static final String ACTIVITY = "activity";
    public static final String FIRST_DAY = "first_day";
    public static final String LAST_DAY = "last_day";
    public static final String STANDING = "standing";
    public static final String BUSIEST_HOUR = "busiest_hour";
    public static final String HOURS = "hours";
    public static final String TAGS = "tags";
    public static final String CATEGORIES = "categories";
    public static final String CREATORS = "creators";
    public static final String LENGTHS = "lengths";
    public static final String BREADTH = "breadth";
    public static final String BREADTH_THIS_WEEK = "breadth_this_week";
    public static final String BREADTH_LAST_WEEK = "breadth_last_week";
    public static final String BREADTH_CHANGE = "breadth_change";

    private static final DataType SHARES = DataTypes.createArrayType(
            new StructType().add("name", DataTypes.StringType, false).add("share", DataTypes.DoubleType), false);
    private static final String STRENGTH = " the user's positive strength, largest first.";

    /** One row a user. */
    public static final Table TABLE = Table.of(
            "user_profiles",
            "Who a user is by what they did within the window.",
            List.of(USER_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(USER_ID, DataTypes.StringType, "The user."),
            required(PLAYS, DataTypes.LongType, "Plays."),
            required(LONG_VIEWS, DataTypes.LongType, "Plays that were long views."),
            required(ACTIVE_DAYS, DataTypes.LongType, "Days with a play."),
            required(ACTIVITY, DataTypes.StringType, "light, medium or heavy: below 5, below 20, or more plays."),
            optional(FIRST_DAY, DataTypes.DateType, "The first day within the window with a signal; null without any."),
            optional(LAST_DAY, DataTypes.DateType, "The last such day."),
            required(
                    STANDING,
                    DataTypes.StringType,
                    "new: first seen within the last 7 days; returning: seen within them and before, histories included;"
                            + " lapsed: not seen within them."),
            optional(
                    BUSIEST_HOUR,
                    DataTypes.IntegerType,
                    "The hour of the platform's day with most plays, 0 to 23, the earlier of equals; null without plays."),
            required(
                    HOURS,
                    DataTypes.createArrayType(DataTypes.DoubleType, false),
                    "[24] the share of plays in each hour of the platform's day; empty without plays."),
            required(TAGS, SHARES, "The tags of positive pairs, at most 10, by their share of" + STRENGTH),
            required(CATEGORIES, SHARES, "Their categories, likewise."),
            required(CREATORS, SHARES, "Their creators, likewise."),
            required(LENGTHS, SHARES, "Their lengths as in video_features.duration_bucket, likewise."),
            optional(
                    BREADTH,
                    DataTypes.DoubleType,
                    "Entropy of the shares of all tags in bits: 0 for one tag, log2 k for k alike; null without any."),
            optional(
                    BREADTH_THIS_WEEK,
                    DataTypes.DoubleType,
                    "The same over what was wanted in the last 7 days, each video once; null where that has no tags."),
            optional(BREADTH_LAST_WEEK, DataTypes.DoubleType, "The same over the 7 days before these."),
            optional(
                    BREADTH_CHANGE,
                    DataTypes.DoubleType,
                    "This week's less last week's: above 0 where taste grows broader; null where either is."));

    private UserProfiles() {}
}
