package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What each user did and wanted within the window. */
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

    /** One row per user. */
    public static final Table TABLE = Table.of(
            "user_profiles",
            "One row per user: what the user did and wanted within the window.",
            List.of(USER_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number, as in user_index."),
            required(USER_ID, DataTypes.StringType, "The user's id."),
            required(PLAYS, DataTypes.LongType, "Number of plays."),
            required(LONG_VIEWS, DataTypes.LongType, "Number of plays that were long views."),
            required(ACTIVE_DAYS, DataTypes.LongType, "Number of days with a play."),
            required(
                    ACTIVITY,
                    DataTypes.StringType,
                    "light: fewer than 5 plays; medium: fewer than 20; heavy: 20 or more."),
            optional(
                    FIRST_DAY,
                    DataTypes.DateType,
                    "The first day within the window with an event that counts; null without any."),
            optional(LAST_DAY, DataTypes.DateType, "The last such day; null without any."),
            required(
                    STANDING,
                    DataTypes.StringType,
                    "new: first seen within the last 7 days; returning: seen within them and before, "
                            + "histories included; lapsed: not seen within them."),
            optional(
                    BUSIEST_HOUR,
                    DataTypes.IntegerType,
                    "The hour of the platform's day with the most plays, 0 to 23, the earliest if "
                            + "several are equal; null without plays."),
            required(
                    HOURS,
                    DataTypes.createArrayType(DataTypes.DoubleType, false),
                    "[24] for each hour of the platform's day, the share of the user's plays; empty "
                            + "without plays."),
            required(
                    TAGS,
                    SHARES,
                    "The tags of the user's positive pairs, at most 10, each with its share of the "
                            + "user's positive strength, largest first."),
            required(CATEGORIES, SHARES, "The same for categories."),
            required(CREATORS, SHARES, "The same for creators."),
            required(LENGTHS, SHARES, "The same for lengths, as in video_features.duration_bucket."),
            optional(
                    BREADTH,
                    DataTypes.DoubleType,
                    "The entropy of the shares of all tags, in bits: 0 for one tag, log2 k for k tags of "
                            + "equal share; null without tags."),
            optional(
                    BREADTH_THIS_WEEK,
                    DataTypes.DoubleType,
                    "The same for the videos wanted in the last 7 days, each counted once; null if these "
                            + "have no tags."),
            optional(
                    BREADTH_LAST_WEEK,
                    DataTypes.DoubleType,
                    "The same for the 7 days before; null if these have no tags."),
            optional(
                    BREADTH_CHANGE,
                    DataTypes.DoubleType,
                    "breadth_this_week minus breadth_last_week, above 0 if the user's taste broadens; "
                            + "null if either is null."));

    private UserProfiles() {}
}
