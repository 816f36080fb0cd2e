package io.reelrank.tables;

import static io.reelrank.tables.Field.optional;
import static io.reelrank.tables.Field.required;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What users did: one row an event, under the day its file was delivered. */
public final class Events {
    /** One row a event. */
    public static final Table TABLE = Table.of(
            "events",
            "What users did: one row an event, under the day its file was delivered.",
            List.of("event_id", "kind"),
            required(
                    "event_id",
                    DataTypes.StringType,
                    "The event's or exposure's id from the source, else a hash of who, what and when; events of one wide row share it."),
            required("user_id", DataTypes.StringType, "Who."),
            required("video_id", DataTypes.StringType, "Which video."),
            required(
                    "kind",
                    DataTypes.StringType,
                    "impression, play, like, unlike, comment, share, favourite, follow, unfollow, hide, report or profile."),
            required("event_time", DataTypes.TimestampType, "When, UTC."),
            optional("watch_ms", DataTypes.LongType, "Of a play: how long it lasted, in milliseconds, loops included."),
            optional(
                    "duration_ms",
                    DataTypes.LongType,
                    "The video's length in milliseconds; null where the log does not say or says 0."),
            optional("traffic_source", DataTypes.StringType, "The page or feed it was shown on."));

    private Events() {}
}
