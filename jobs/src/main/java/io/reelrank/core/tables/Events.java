package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.store.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** The log of user events, by the day on which they happened in the platform's time zone. */
public final class Events {
    public static final String EVENT_ID = "event_id";
    public static final String USER_ID = "user_id";
    public static final String VIDEO_ID = "video_id";
    public static final String KIND = "kind";
    public static final String EVENT_TIME = "event_time";
    public static final String WATCH_MS = "watch_ms";
    public static final String DURATION_MS = "duration_ms";
    public static final String TRAFFIC_SOURCE = "traffic_source";
    public static final String LIST_VERSION = "list_version";
    public static final String LIST_PLACE = "list_place";
    public static final String DELIVERED = "delivered";

    /** One row per event. */
    public static final Table TABLE = Table.of(
                    "events",
                    "One row per event: what a user did with a video. Its day is the day on which it "
                            + "happened in the platform's time zone.",
                    List.of(EVENT_ID, KIND),
                    required(
                            EVENT_ID,
                            DataTypes.StringType,
                            "The id of the event or exposure in the source, or else a hash of user, video and "
                                    + "time; events from one wide row share it."),
                    required(USER_ID, DataTypes.StringType, "The user's id."),
                    required(VIDEO_ID, DataTypes.StringType, "The video's id."),
                    required(
                            KIND,
                            DataTypes.StringType,
                            "impression, play, like, unlike, comment, share, favourite, follow, unfollow, hide, "
                                    + "report or profile."),
                    required(EVENT_TIME, DataTypes.TimestampType, "When it happened, UTC."),
                    optional(
                            WATCH_MS,
                            DataTypes.LongType,
                            "For a play: the watch time in milliseconds, loops included; null where unknown and "
                                    + "for other kinds."),
                    optional(
                            DURATION_MS,
                            DataTypes.LongType,
                            "The video's length in milliseconds; null where the log has none or 0."),
                    optional(
                            TRAFFIC_SOURCE,
                            DataTypes.StringType,
                            "The page or feed on which the video was shown; null where unknown."),
                    optional(
                            LIST_VERSION,
                            DataTypes.DateType,
                            "The date of the night whose list showed the video; null where no list did, or the log "
                                    + "does not tell."),
                    optional(
                            LIST_PLACE,
                            DataTypes.IntegerType,
                            "The video's place in that list, from 1; null without one."),
                    required(
                            DELIVERED,
                            DataTypes.DateType,
                            "The day of the file that contained it, which for a late event is after its own day. "
                                    + "A night knows the events delivered by its date."))
            .living(Table.Lifetime.EVENTS);

    private static final int MILLIS = 1000;

    private Events() {}

    /**
     * The events that were delivered by a date.
     *
     * @param events rows of this table
     */
    public static Dataset<Row> deliveredBy(LocalDate date, Dataset<Row> events) {
        return events.filter(col(DELIVERED).leq(lit(date)));
    }

    /**
     * Whether a play is a long view: in whole seconds, it lasts as long as the video, or {@code seconds} if the video
     * is longer or its length is unknown. With 18 s this equals Kuaishou's own {@code long_view} on every row of their
     * logs.
     *
     * @param watchMs a play's watch time in milliseconds
     * @param durationMs the video's length in milliseconds, or null
     * @param seconds the bound for longer videos, in seconds
     */
    public static Column isLongView(Column watchMs, Column durationMs, int seconds) {
        Column length = coalesce(floor(durationMs.divide(MILLIS)), lit(Long.MAX_VALUE));
        return watchMs.gt(0).and(floor(watchMs.divide(MILLIS)).geq(least(length, lit((long) seconds))));
    }
}
