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
    /** One row a pair and day. */
    public static final Table TABLE = Table.of(
            "day_pairs",
            "What each pair of user and video that met on a day did then: made once, and read by every night whose window has the day.",
            List.of(),
            required("user_idx", DataTypes.IntegerType, "The user's number."),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required("last_seen", DataTypes.TimestampType, "When they last met, UTC."),
            required(
                    "counts",
                    DataTypes.BooleanType,
                    "Whether the row says anything but that the two met: not a creator's with their own video, no plays by"
                            + " accident alone. What follows is of the events that count."),
            required("weight", DataTypes.DoubleType, "What the day adds to the pair's strength, before it decays."),
            optional("wanted_at", DataTypes.TimestampType, "When the user last showed to want the video; null if not."),
            required("shown", DataTypes.BooleanType, "Whether an impression was logged."),
            required("plays", DataTypes.LongType, "How many plays."),
            required("long_views", DataTypes.LongType, "How many of the plays were long views."),
            optional("played_at", DataTypes.TimestampType, "When the last play began, UTC; null without a play."),
            optional(
                    "longest_ms",
                    DataTypes.LongType,
                    "The longest play in milliseconds, loops included; null where no play's time is known."),
            optional("duration_ms", DataTypes.LongType, "The video's length in milliseconds; null where unknown."),
            required("measured", DataTypes.LongType, "How many plays of known length and time above 0."),
            required("shares", DataTypes.DoubleType, "Of these the sum of watch time over length, each at most 1."),
            required("share_squares", DataTypes.DoubleType, "And of its squares."),
            required("finished", DataTypes.BooleanType, "Whether one of them went to the end."),
            required("hides", DataTypes.LongType, "How often the user hid the video."),
            required("reports", DataTypes.LongType, "How often the user reported it."),
            optional("followed", DataTypes.BooleanType, "Whether the last of follow and unfollow was a follow."),
            optional("followed_at", DataTypes.TimestampType, "When that was, UTC."));

    private DayPairs() {}
}
