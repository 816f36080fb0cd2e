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

/** What users did: one row an event, under the day it happened on in the platform's zone. */
public final class Events {
    public static final String EVENT_ID = "event_id";
    public static final String USER_ID = "user_id";
    public static final String VIDEO_ID = "video_id";
    public static final String KIND = "kind";
    public static final String EVENT_TIME = "event_time";
    public static final String WATCH_MS = "watch_ms";
    public static final String DURATION_MS = "duration_ms";
    public static final String TRAFFIC_SOURCE = "traffic_source";
    public static final String DELIVERED = "delivered";

    /** One row a event. */
    public static final Table TABLE = Table.of(
            "events",
            "What users did: one row an event, under the day it happened on in the platform's zone.",
            List.of(EVENT_ID, KIND),
            required(
                    EVENT_ID,
                    DataTypes.StringType,
                    "The event's or exposure's id from the source, else a hash of who, what and when; events of one wide row share it."),
            required(USER_ID, DataTypes.StringType, "Who."),
            required(VIDEO_ID, DataTypes.StringType, "Which video."),
            required(
                    KIND,
                    DataTypes.StringType,
                    "impression, play, like, unlike, comment, share, favourite, follow, unfollow, hide, report or profile."),
            required(EVENT_TIME, DataTypes.TimestampType, "When, UTC."),
            optional(WATCH_MS, DataTypes.LongType, "Of a play: how long it lasted, in milliseconds, loops included."),
            optional(
                    DURATION_MS,
                    DataTypes.LongType,
                    "The video's length in milliseconds; null where the log does not say or says 0."),
            optional(TRAFFIC_SOURCE, DataTypes.StringType, "The page or feed it was shown on."),
            required(
                    DELIVERED,
                    DataTypes.DateType,
                    "The day of the file it came in: a late event's is after its own. A night knows those delivered by its date."));

    private static final int MILLIS = 1000;

    private Events() {}

    /**
     * The events that had been delivered by a date, of those that happened.
     *
     * @param events rows of this table
     */
    public static Dataset<Row> deliveredBy(LocalDate date, Dataset<Row> events) {
        return events.filter(col(DELIVERED).leq(lit(date)));
    }

    /**
     * What a long view is: a play, counted in whole seconds, of the video's length, or of {@code seconds} where the video
     * is longer or its length is unknown. On Kuaishou's logs with 18 s this is their own long_view on every row.
     *
     * @param watchMs a play's watch time in milliseconds
     * @param durationMs the video's length in milliseconds, or null
     * @param seconds the bound
     */
    public static Column isLongView(Column watchMs, Column durationMs, int seconds) {
        Column length = coalesce(floor(durationMs.divide(MILLIS)), lit(Long.MAX_VALUE));
        return watchMs.gt(0).and(floor(watchMs.divide(MILLIS)).geq(least(length, lit((long) seconds))));
    }
}
