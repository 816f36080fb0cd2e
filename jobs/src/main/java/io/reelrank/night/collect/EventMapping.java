package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.settings.CollectSettings;
import io.reelrank.core.settings.SourcesSettings.EventSource;
import io.reelrank.core.settings.SourcesSettings.Flag;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.RejectedEvents;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Maps a raw row of a log to the events that it holds, or to the reason why it is rejected. */
final class EventMapping {
    /** What is odd about an accepted row, or empty: string. */
    static final String ODD = "odd";

    /** A hash of the row, which orders repeats that differ in nothing else that counts: long. */
    static final String RAW_HASH = "raw_hash";

    /** The kinds of the events that a row holds: array of string. */
    static final String KINDS = "kinds";

    // Kuaishou treats a play of more than five times the video's length as odd, such as a phone that was left running.
    private static final int ODD_LOOPS = 5;
    private static final String PLAY = "play";
    private static final int MOST_PLACES = 1_000_000;
    private static final int ID_LENGTH = 32;
    private static final String LOGGED_DURATION = "logged_duration";
    private static final String LOGGED_USER = "logged_user";
    private static final String LOGGED_ID = "logged_id";
    private static final String HOLDS_PREFIX = "holds_";

    private final String name;
    private final EventSource source;
    private final CollectSettings settings;
    private final ZoneId zone;
    private final UserIds userIds;

    /**
     * @param name the source's name in the settings
     * @param userIds how users' ids are written
     */
    EventMapping(String name, EventSource source, CollectSettings settings, ZoneId zone, UserIds userIds) {
        this.name = name;
        this.source = source;
        this.settings = settings;
        this.zone = zone;
        this.userIds = userIds;
    }

    /** The columns of the source that the mapping uses. */
    Set<String> columns() {
        Set<String> columns = new TreeSet<>(
                List.of(source.userId(), source.videoId(), source.eventTime().column()));
        source.eventId().ifPresent(columns::add);
        source.watch().ifPresent(span -> columns.add(span.column()));
        source.duration().ifPresent(span -> columns.add(span.column()));
        source.trafficSource().ifPresent(columns::add);
        source.list().ifPresent(list -> columns.addAll(List.of(list.version(), list.place())));
        source.kind().ifPresent(kind -> columns.add(kind.column()));
        source.flags().values().forEach(flag -> flag.column().ifPresent(columns::add));
        return columns;
    }

    /** Those of them without which every row is rejected. */
    Set<String> required() {
        Set<String> required = new TreeSet<>(
                List.of(source.userId(), source.videoId(), source.eventTime().column()));
        source.kind().ifPresent(kind -> required.add(kind.column()));
        return required;
    }

    /**
     * Validates every row and computes its values.
     *
     * @param rows rows from {@link SourceReader}
     * @return {@code dt, file, line}, {@code raw} (null unless rejected: an accepted row need not carry its text through the
     *     night; null also with pseudonyms), {@link #RAW_HASH}, {@code reason} (null unless rejected), {@link #ODD}, {@link #KINDS}, and the columns of
     *     {@code events} that all events of the row share
     */
    Dataset<Row> validated(Dataset<Row> rows) {
        Dataset<Row> typed = typed(rows);
        Column time = col(Events.EVENT_TIME);
        Column watch = col(Events.WATCH_MS);
        Column duration = col(LOGGED_DURATION);
        Column isTooLate = time.geq(startOf(date_add(col(Table.DAY), 1)));
        Column isTooEarly = time.lt(startOf(date_sub(col(Table.DAY), settings.lateDays())));
        RejectionReasons reasons = RejectionReasons.ofReader()
                .requireId(col(LOGGED_USER), Events.USER_ID)
                .requireId(col(Events.VIDEO_ID), Events.VIDEO_ID)
                .rejectIf(ValueParsing.text(source.eventTime().column()).isNull(), "event_time is missing")
                // Only then: a time of the file's days has no other form, and these are many expressions.
                .rejectFor(when(
                        time.isNull().or(isTooLate).or(isTooEarly),
                        concat(lit("event_time "), ValueParsing.otherForm(source.eventTime()))))
                .rejectIf(time.isNull(), "event_time is not " + ValueParsing.name(source.eventTime()))
                .rejectIf(isTooLate, "event_time is after the end of the file's day")
                .rejectIf(
                        isTooEarly,
                        "event_time is more than %d days before the file's day".formatted(settings.lateDays()));
        source.eventId().ifPresent(id -> reasons.requireId(ValueParsing.text(id), Events.EVENT_ID));
        source.kind().ifPresent(kind -> reasons.rejectIf(
                        ValueParsing.text(kind.column()).isNull(), "kind is missing")
                .rejectIf(col(Events.KIND).isNull(), "kind is none that the settings map"));
        source.watch().ifPresent(span -> reasons.rejectIf(
                        ValueParsing.text(span.column()).isNotNull().and(watch.isNull()),
                        "watch_ms is not a number of " + ValueParsing.name(span.unit()))
                .rejectIf(watch.lt(0), "watch_ms is negative")
                .rejectIf(watch.gt(settings.maxWatchMs()), "watch_ms is above collect.max-watch-ms"));
        source.duration().ifPresent(span -> reasons.rejectIf(
                        ValueParsing.text(span.column()).isNotNull().and(duration.isNull()),
                        "duration_ms is not a number of " + ValueParsing.name(span.unit()))
                .rejectIf(duration.lt(0), "duration_ms is negative"));
        source.list().ifPresent(list -> reasons.rejectIf(
                        ValueParsing.text(list.version())
                                .isNotNull()
                                .and(col(Events.LIST_VERSION).isNull()),
                        "list_version does not begin with a date such as 2022-05-06")
                .rejectIf(
                        ValueParsing.text(list.place()).isNotNull().and(not(isPlace())),
                        "list_place is not a whole number from 1 to 1,000,000"));
        source.flags().forEach((kind, flag) -> flag.column()
                .ifPresent(column -> reasons.rejectIf(
                        holds(kind).isNull(),
                        column
                                + (flag.above().isPresent()
                                        ? " is not a number"
                                        : " is not a flag: 0, 1, true or false"))));
        Column kinds = source.kind().isPresent()
                ? array_compact(array(col(Events.KIND)))
                : array_compact(array(source.flags().keySet().stream()
                        .map(kind -> when(holds(kind), kind))
                        .toArray(Column[]::new)));
        Column odd = when(duration.equalTo(0), "duration is 0")
                .when(
                        duration.gt(0).and(watch.gt(duration.multiply(ODD_LOOPS))),
                        "played more than %d times its length".formatted(ODD_LOOPS));
        return typed.withColumn(KINDS, kinds)
                .select(
                        col(Table.DAY),
                        col(RejectedEvents.FILE),
                        col(RejectedEvents.LINE),
                        (userIds.isKeyed() ? lit(null).cast("string") : col(RejectedEvents.RAW)).as(RejectedEvents.RAW),
                        rawHash().as(RAW_HASH),
                        reasons.rejectIf(size(col(KINDS)).equalTo(0), "holds no event")
                                .first()
                                .as(CollectedRows.REASON),
                        RejectionReasons.orEmpty(odd).as(ODD),
                        eventId().as(Events.EVENT_ID),
                        col(Events.USER_ID),
                        col(Events.VIDEO_ID),
                        time,
                        watch,
                        when(duration.gt(0), duration).as(Events.DURATION_MS),
                        col(Events.TRAFFIC_SOURCE),
                        when(isListed(), col(Events.LIST_VERSION)).as(Events.LIST_VERSION),
                        when(isListed(), col(Events.LIST_PLACE).cast("int")).as(Events.LIST_PLACE),
                        col(KINDS))
                .withColumn(RejectedEvents.RAW, when(col(CollectedRows.REASON).isNotNull(), col(RejectedEvents.RAW)));
    }

    /** Parses every text once; a text that cannot be parsed is null. */
    private Dataset<Row> typed(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>(List.of(
                col(Table.DAY),
                col(RejectedEvents.FILE),
                col(RejectedEvents.LINE),
                col(RejectedEvents.RAW),
                col(SourceReader.MALFORMED),
                col(SourceReader.ROW),
                ValueParsing.text(source.userId()).as(LOGGED_USER),
                userIds.of(ValueParsing.text(source.userId())).as(Events.USER_ID),
                source.eventId()
                        .map(id -> userIds.of(ValueParsing.text(id)))
                        .orElse(lit(null).cast("string"))
                        .as(LOGGED_ID),
                ValueParsing.text(source.videoId()).as(Events.VIDEO_ID),
                ValueParsing.timestamp(source.eventTime()).as(Events.EVENT_TIME),
                source.watch()
                        .map(ValueParsing::millis)
                        .orElse(lit(null).cast("long"))
                        .as(Events.WATCH_MS),
                source.duration()
                        .map(ValueParsing::millis)
                        .orElse(lit(null).cast("long"))
                        .as(LOGGED_DURATION),
                source.trafficSource()
                        .map(ValueParsing::text)
                        .orElse(lit(null).cast("string"))
                        .as(Events.TRAFFIC_SOURCE),
                source.list()
                        .map(list -> ValueParsing.leadingDate(list.version()))
                        .orElse(lit(null).cast("date"))
                        .as(Events.LIST_VERSION),
                source.list()
                        .map(list -> ValueParsing.number(list.place()))
                        .orElse(lit(null).cast("double"))
                        .as(Events.LIST_PLACE),
                source.kind()
                        .map(ValueParsing::coded)
                        .orElse(lit(null).cast("string"))
                        .as(Events.KIND)));
        source.flags().forEach((kind, flag) -> columns.add(isSet(flag).as(HOLDS_PREFIX + kind)));
        return rows.select(columns.toArray(Column[]::new));
    }

    /** Whether a row holds the event of a flag; null if the text cannot be parsed. */
    private static Column isSet(Flag flag) {
        if (flag.column().isEmpty()) {
            return lit(true);
        }
        String column = flag.column().get();
        return flag.above()
                .map(above -> when(ValueParsing.text(column).isNull(), false)
                        .otherwise(ValueParsing.number(column).gt(above)))
                .orElseGet(() -> ValueParsing.flag(column));
    }

    /** Whether the row tells from which list, and from where in it, the video was shown; never null. */
    private static Column isListed() {
        return col(Events.LIST_VERSION).isNotNull().and(isPlace());
    }

    private static Column isPlace() {
        Column place = col(Events.LIST_PLACE);
        return coalesce(place.between(1, MOST_PLACES).and(floor(place).equalTo(place)), lit(false));
    }

    private static Column holds(String kind) {
        return col(HOLDS_PREFIX + kind);
    }

    /** The events of accepted rows, one row per event, with the columns of {@code events}. */
    static Dataset<Row> events(Dataset<Row> accepted) {
        return accepted.withColumn(Events.KIND, explode(col(KINDS)))
                .withColumn(Events.WATCH_MS, when(col(Events.KIND).equalTo(PLAY), col(Events.WATCH_MS)));
    }

    /**
     * The hash of the row's text, or with pseudonyms of all its values that count: from the hash of the text, whoever knows the
     * rest of the row could find the user by trying all ids.
     */
    private Column rawHash() {
        return userIds.isKeyed()
                ? xxhash64(
                        col(LOGGED_ID),
                        col(Events.USER_ID),
                        col(Events.VIDEO_ID),
                        col(Events.EVENT_TIME),
                        col(Events.WATCH_MS),
                        col(LOGGED_DURATION),
                        col(Events.TRAFFIC_SOURCE),
                        col(Events.LIST_VERSION),
                        col(Events.LIST_PLACE),
                        col(KINDS))
                : xxhash64(col(RejectedEvents.RAW));
    }

    /** The start of a day in the platform's zone, in UTC. */
    private Column startOf(Column day) {
        return to_utc_timestamp(day.cast("timestamp"), zone.getId());
    }

    /**
     * The source's name and own event id, otherwise a hash of user, video and time; of a row with one event also of its kind.
     * All events of a wide row share the id. With pseudonyms the source's own id becomes one too: it may hold the user's, or
     * lead to it in the platform's logs.
     */
    private Column eventId() {
        Column kind = source.kind().isPresent() ? col(Events.KIND) : lit("");
        Column identity = concat_ws(
                "\u0001",
                col(Events.USER_ID),
                col(Events.VIDEO_ID),
                unix_micros(col(Events.EVENT_TIME)).cast("string"),
                kind);
        // Two sources that both number their events from 1 tell of different events.
        return source.eventId()
                .map(id -> concat(lit(name + ":"), col(LOGGED_ID)))
                .orElse(substring(sha2(identity, 256), 1, ID_LENGTH));
    }
}
