package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/**
 * What each pair of user and video that met on a day did then: made once, and read by every night whose window has the
 * day.
 */
public final class DayPairs {
    public static final String USER_IDX = "user_idx";
    public static final String VIDEO_IDX = "video_idx";
    public static final String LAST_SEEN = "last_seen";
    public static final String COUNTS = "counts";
    public static final String WEIGHT = "weight";
    public static final String WANTED_AT = "wanted_at";
    public static final String SHOWN = "shown";
    public static final String PLAYS = "plays";
    public static final String LONG_VIEWS = "long_views";
    public static final String PLAYED_AT = "played_at";
    public static final String LONGEST_MS = "longest_ms";
    public static final String DURATION_MS = "duration_ms";
    public static final String MEASURED = "measured";
    public static final String SHARES = "shares";
    public static final String SHARE_SQUARES = "share_squares";
    public static final String FINISHED = "finished";
    public static final String HIDES = "hides";
    public static final String REPORTS = "reports";
    public static final String FOLLOWED = "followed";
    public static final String FOLLOWED_AT = "followed_at";

    /** One row a pair and day. */
    public static final Table TABLE = Table.of(
            "day_pairs",
            "What each pair of user and video that met on a day did then: made once, and read by every night whose window has the day.",
            List.of(),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(LAST_SEEN, DataTypes.TimestampType, "When they last met, UTC."),
            required(
                    COUNTS,
                    DataTypes.BooleanType,
                    "Whether the row says anything but that the two met: not a creator's with their own video, no plays by"
                            + " accident alone. What follows is of the events that count."),
            required(WEIGHT, DataTypes.DoubleType, "What the day adds to the pair's strength, before it decays."),
            optional(WANTED_AT, DataTypes.TimestampType, "When the user last showed to want the video; null if not."),
            required(SHOWN, DataTypes.BooleanType, "Whether an impression was logged."),
            required(PLAYS, DataTypes.LongType, "How many plays."),
            required(LONG_VIEWS, DataTypes.LongType, "How many of the plays were long views."),
            optional(PLAYED_AT, DataTypes.TimestampType, "When the last play began, UTC; null without a play."),
            optional(
                    LONGEST_MS,
                    DataTypes.LongType,
                    "The longest play in milliseconds, loops included; null where no play's time is known."),
            optional(DURATION_MS, DataTypes.LongType, "The video's length in milliseconds; null where unknown."),
            required(MEASURED, DataTypes.LongType, "How many plays of known length and time above 0."),
            required(SHARES, DataTypes.DoubleType, "Of these the sum of watch time over length, each at most 1."),
            required(SHARE_SQUARES, DataTypes.DoubleType, "And of its squares."),
            required(FINISHED, DataTypes.BooleanType, "Whether one of them went to the end."),
            required(HIDES, DataTypes.LongType, "How often the user hid the video."),
            required(REPORTS, DataTypes.LongType, "How often the user reported it."),
            optional(FOLLOWED, DataTypes.BooleanType, "Whether the last of follow and unfollow was a follow."),
            optional(FOLLOWED_AT, DataTypes.TimestampType, "When that was, UTC."));

    private DayPairs() {}
}
