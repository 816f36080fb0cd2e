package io.reelrank.tables;

import static io.reelrank.tables.Field.optional;
import static io.reelrank.tables.Field.required;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What the events of a day say, under the day they happened on: made once, and read by every night whose window has it. */
public final class DaySignals {
    /** One row a signal. */
    public static final Table TABLE = Table.of(
            "day_signals",
            "What the events of a day say, under the day they happened on: made once, and read by every night whose window has it.",
            List.of(),
            required("user_idx", DataTypes.IntegerType, "The user's number."),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required("event_time", DataTypes.TimestampType, "When, UTC."),
            required(
                    "kind",
                    DataTypes.StringType,
                    "The event's kind, or what a play was besides: long_view, watch or skip."),
            required("amount", DataTypes.DoubleType, "How much of it: 1, and of a watch how long the play was."),
            optional("watch_ms", DataTypes.LongType, "Of a play: how long it lasted, in milliseconds, loops included."),
            optional("duration_ms", DataTypes.LongType, "The video's length in milliseconds; null where unknown."),
            required(
                    "counts",
                    DataTypes.BooleanType,
                    "Whether it says anything but that the two met: not a creator's with their own video, no play by accident."));

    private DaySignals() {}
}
