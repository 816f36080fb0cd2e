package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.CollectSettings;
import io.reelrank.core.settings.SourcesSettings.EventSource;
import io.reelrank.core.settings.SourcesSettings.Flag;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a log's row means: which events it holds, or why it is refused. */
final class EventMapping {
    // Kuaishou counts a play of more than five times the video's length as odd: a phone left running.
    private static final int ODD_LOOPS = 5;
    private static final int ID_LENGTH = 32;
    private static final String HOLDS = "holds_";

    private final EventSource source;
    private final CollectSettings settings;
    private final ZoneId zone;

    EventMapping(EventSource source, CollectSettings settings, ZoneId zone) {
        this.source = source;
        this.settings = settings;
        this.zone = zone;
    }

    /** The source's columns that the mapping names. */
    Set<String> columns() {
        Set<String> columns = new TreeSet<>(
                List.of(source.userId(), source.videoId(), source.eventTime().column()));
        source.eventId().ifPresent(columns::add);
        source.watch().ifPresent(span -> columns.add(span.column()));
        source.duration().ifPresent(span -> columns.add(span.column()));
        source.trafficSource().ifPresent(columns::add);
        source.kind().ifPresent(kind -> columns.add(kind.column()));
        source.flags().values().forEach(flag -> flag.column().ifPresent(columns::add));
        return columns;
    }

    /**
     * Judges every row.
     *
     * @param rows as {@link SourceReader} reads them
     * @return {@code dt, file, line, raw, reason} (null where accepted so far), {@code odd} (what is odd about it, or
     *     empty), and the event's values with {@code kinds}, the kinds of events it holds
     */
    Dataset<Row> judged(Dataset<Row> rows) {
        Dataset<Row> typed = typed(rows);
        Column time = col("event_time");
        Column watch = col("watch_ms");
        Column duration = col("logged_duration");
        RejectionReasons reasons = RejectionReasons.ofReader()
                .requireId(col(UserIndex.USER_ID), "user_id")
                .requireId(col(VideoIndex.VIDEO_ID), "video_id")
                .refuse(ValueParsing.text(source.eventTime().column()).isNull(), "event_time is missing")
                .refuse(time.isNull(), "event_time is not " + ValueParsing.named(source.eventTime()))
                .refuse(time.geq(startOf(date_add(col("dt"), 1))), "event_time is after the end of the file's day")
                .refuse(
                        time.lt(startOf(date_sub(col("dt"), settings.lateDays()))),
                        "event_time is more than %d days before the file's day".formatted(settings.lateDays()));
        source.eventId().ifPresent(id -> reasons.requireId(ValueParsing.text(id), "event_id"));
        source.kind().ifPresent(kind -> reasons.refuse(
                        ValueParsing.text(kind.column()).isNull(), "kind is missing")
                .refuse(col("kind").isNull(), "kind is none that the settings map"));
        source.watch().ifPresent(span -> reasons.refuse(
                        ValueParsing.text(span.column()).isNotNull().and(watch.isNull()),
                        "watch_ms is not a number of " + ValueParsing.named(span.unit()))
                .refuse(watch.lt(0), "watch_ms is negative")
                .refuse(watch.gt(settings.maxWatchMs()), "watch_ms is above collect.max-watch-ms"));
        source.duration().ifPresent(span -> reasons.refuse(
                        ValueParsing.text(span.column()).isNotNull().and(duration.isNull()),
                        "duration_ms is not a number of " + ValueParsing.named(span.unit()))
                .refuse(duration.lt(0), "duration_ms is negative"));
        source.flags().forEach((kind, flag) -> flag.column()
                .ifPresent(column -> reasons.refuse(
                        holds(kind).isNull(),
                        column
                                + (flag.above().isPresent()
                                        ? " is not a number"
                                        : " is not a flag: 0, 1, true or false"))));
        Column kinds = source.kind().isPresent()
                ? array_compact(array(col("kind")))
                : array_compact(array(source.flags().keySet().stream()
                        .map(kind -> when(holds(kind), kind))
                        .toArray(Column[]::new)));
        Column odd = when(duration.equalTo(0), "duration is 0")
                .when(
                        duration.gt(0).and(watch.gt(duration.multiply(ODD_LOOPS))),
                        "played more than %d times its length".formatted(ODD_LOOPS));
        return typed.withColumn("kinds", kinds)
                .select(
                        col("dt"),
                        col("file"),
                        col("line"),
                        col("raw"),
                        reasons.refuse(size(col("kinds")).equalTo(0), "holds no event")
                                .first()
                                .as("reason"),
                        RejectionReasons.orNothing(odd).as("odd"),
                        eventId().as("event_id"),
                        col(UserIndex.USER_ID),
                        col(VideoIndex.VIDEO_ID),
                        time,
                        watch,
                        when(duration.gt(0), duration).as("duration_ms"),
                        col("traffic_source"),
                        col("kinds"));
    }

    /** Every text read once: null where it cannot be. */
    private Dataset<Row> typed(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>(List.of(
                col("dt"),
                col("file"),
                col("line"),
                col("raw"),
                col("malformed"),
                col("row"),
                ValueParsing.text(source.userId()).as(UserIndex.USER_ID),
                ValueParsing.text(source.videoId()).as(VideoIndex.VIDEO_ID),
                ValueParsing.moment(source.eventTime()).as("event_time"),
                source.watch()
                        .map(ValueParsing::millis)
                        .orElse(lit(null).cast("long"))
                        .as("watch_ms"),
                source.duration()
                        .map(ValueParsing::millis)
                        .orElse(lit(null).cast("long"))
                        .as("logged_duration"),
                source.trafficSource()
                        .map(ValueParsing::text)
                        .orElse(lit(null).cast("string"))
                        .as("traffic_source"),
                source.kind()
                        .map(ValueParsing::coded)
                        .orElse(lit(null).cast("string"))
                        .as("kind")));
        source.flags().forEach((kind, flag) -> columns.add(held(flag).as(HOLDS + kind)));
        return rows.select(columns.toArray(Column[]::new));
    }

    /** Whether a row holds what a flag says; null where its text cannot be read. */
    private static Column held(Flag flag) {
        if (flag.column().isEmpty()) {
            return lit(true);
        }
        String column = flag.column().get();
        return flag.above()
                .map(above -> when(ValueParsing.text(column).isNull(), false)
                        .otherwise(ValueParsing.number(column).gt(above)))
                .orElseGet(() -> ValueParsing.flag(column));
    }

    private static Column holds(String kind) {
        return col(HOLDS + kind);
    }

    /** The events of accepted rows, as {@code events} declares them. */
    static Dataset<Row> events(Dataset<Row> accepted) {
        return accepted.withColumn("kind", explode(col("kinds")))
                .withColumn("watch_ms", when(col("kind").equalTo("play"), col("watch_ms")));
    }

    /** The moment a day begins in the platform's zone. */
    private Column startOf(Column day) {
        return to_utc_timestamp(day.cast("timestamp"), zone.getId());
    }

    /**
     * The source's own id, else a hash of who, what and when; of a wide row, which holds several kinds, without kind.
     */
    private Column eventId() {
        Column kind = source.kind().isPresent() ? col("kind") : lit("");
        Column identity = concat_ws(
                "\u0001",
                col(UserIndex.USER_ID),
                col(VideoIndex.VIDEO_ID),
                unix_micros(col("event_time")).cast("string"),
                kind);
        return source.eventId().map(ValueParsing::text).orElse(substring(sha2(identity, 256), 1, ID_LENGTH));
    }
}
