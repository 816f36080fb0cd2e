package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.settings.SourcesSettings;
import io.reelrank.core.settings.SourcesSettings.Coded;
import io.reelrank.core.settings.SourcesSettings.HistorySource;
import io.reelrank.core.settings.SourcesSettings.Span;
import io.reelrank.core.settings.SourcesSettings.TimeColumn;
import io.reelrank.core.settings.SourcesSettings.UserSource;
import io.reelrank.core.settings.SourcesSettings.VideoSource;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.History;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.Videos;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Maps a raw row of videos', users' or history data to the columns of its table, or to the reason why it is rejected.
 *
 * @param columns the columns of the source that the mapping uses
 * @param required those of them without which every row is rejected
 * @param values the expressions of the table's columns, by name
 * @param reason the expression of the rejection reason; null for an accepted row
 */
record EntityMapping(Set<String> columns, Set<String> required, Map<String, Column> values, Column reason) {
    private static final String LISTS = "lists";
    private static final String LIST_VIDEOS = "videos";

    /** The mapping of videos' data. */
    static EntityMapping of(VideoSource source) {
        Set<String> columns = new TreeSet<>(Set.of(source.videoId(), source.creatorId()));
        RejectionReasons reasons = RejectionReasons.ofReader()
                .requireId(ValueParsing.text(source.videoId()), Videos.VIDEO_ID)
                .requireId(ValueParsing.text(source.creatorId()), Videos.CREATOR_ID);
        Map<String, Column> values = new LinkedHashMap<>();
        values.put(Videos.VIDEO_ID, ValueParsing.text(source.videoId()));
        values.put(Videos.CREATOR_ID, ValueParsing.text(source.creatorId()));
        values.put(Videos.TITLE, text(source.title(), columns));
        values.put(Videos.DESCRIPTION, text(source.description(), columns));
        values.put(
                Videos.TAGS,
                source.tags()
                        .map(tags -> {
                            columns.add(tags.column());
                            reasons.rejectIf(
                                    ValueParsing.isBrokenList(ValueParsing.text(tags.column())),
                                    "tags is a broken JSON array");
                            return ValueParsing.texts(tags);
                        })
                        .orElse(array().cast("array<string>")));
        values.put(Videos.CATEGORY, text(source.category(), columns));
        values.put(Videos.DURATION_MS, duration(source.duration(), columns, reasons));
        values.put(Videos.PUBLISHED_AT, timestamp(Videos.PUBLISHED_AT, source.publishedAt(), columns, reasons));
        values.put(Videos.STATUS, status(source.status(), "visible", columns, reasons));
        values.put(Videos.UPDATED_AT, timestamp(Videos.UPDATED_AT, source.updatedAt(), columns, reasons));
        return new EntityMapping(columns, Set.of(source.videoId(), source.creatorId()), values, reasons.first());
    }

    /** The mapping of users' data. */
    static EntityMapping of(UserSource source, UserIds userIds) {
        Set<String> columns = new TreeSet<>(Set.of(source.userId()));
        columns.addAll(source.attributes().values());
        columns.addAll(source.consents().values());
        RejectionReasons reasons =
                RejectionReasons.ofReader().requireId(ValueParsing.text(source.userId()), Users.USER_ID);
        Map<String, Column> values = new LinkedHashMap<>();
        values.put(Users.USER_ID, userIds.of(ValueParsing.text(source.userId())));
        values.put(Users.REGISTERED_AT, timestamp(Users.REGISTERED_AT, source.registeredAt(), columns, reasons));
        values.put(Users.STATUS, status(source.status(), "active", columns, reasons));
        values.put(Users.UPDATED_AT, timestamp(Users.UPDATED_AT, source.updatedAt(), columns, reasons));
        values.put(
                Users.ATTRIBUTES,
                coalesce(
                        array(source.attributes().entrySet().stream()
                                        .map(attribute -> struct(
                                                lit(attribute.getKey()).as("name"),
                                                ValueParsing.text(attribute.getValue())
                                                        .as("value")))
                                        .toArray(Column[]::new))
                                .cast("array<struct<name:string,value:string>>"),
                        array().cast("array<struct<name:string,value:string>>")));
        for (String consent : SourcesSettings.CONSENTS) {
            values.put(
                    Users.consent(consent), consent(consent, source.consents().get(consent), reasons));
        }
        return new EntityMapping(columns, Set.of(source.userId()), values, reasons.first());
    }

    /** The mapping of history; each row has an array of lists, which {@link #historyEntries} flattens. */
    static EntityMapping of(HistorySource source, UserIds userIds) {
        Set<String> columns =
                new TreeSet<>(Set.of(source.userId(), source.until().column()));
        columns.addAll(source.lists().values());
        RejectionReasons reasons = RejectionReasons.ofReader()
                .requireId(ValueParsing.text(source.userId()), History.USER_ID)
                .rejectFor(concat(lit("until "), ValueParsing.otherForm(source.until())))
                .rejectIf(
                        ValueParsing.timestamp(source.until()).isNull(),
                        "until is not " + ValueParsing.name(source.until()));
        source.lists()
                .forEach((kind, column) -> reasons.rejectIf(
                        ValueParsing.isBrokenList(ValueParsing.text(column)), column + " is a broken JSON array"));
        Map<String, Column> values = new LinkedHashMap<>();
        values.put(History.USER_ID, userIds.of(ValueParsing.text(source.userId())));
        values.put(History.UNTIL, ValueParsing.timestamp(source.until()));
        values.put(
                LISTS,
                array(source.lists().entrySet().stream()
                        .map(list -> struct(
                                lit(list.getKey()).as(History.KIND),
                                ValueParsing.list(ValueParsing.text(list.getValue()), ",")
                                        .as(LIST_VIDEOS)))
                        .toArray(Column[]::new)));
        return new EntityMapping(columns, Set.of(source.userId(), source.until().column()), values, reasons.first());
    }

    /** The entries of the lists, one row per entry, with the columns of {@code history}. */
    static Dataset<Row> historyEntries(Dataset<Row> accepted) {
        return accepted.select(col(History.USER_ID), col(History.UNTIL), inline(col(LISTS)))
                .select(col(History.USER_ID), col(History.UNTIL), col(History.KIND), posexplode(col(LIST_VIDEOS)))
                .withColumnRenamed("pos", History.POSITION)
                .withColumnRenamed("col", History.VIDEO_ID);
    }

    /**
     * Validates every row and computes its values.
     *
     * @param rows rows from {@link SourceReader}
     * @return {@code dt, file, line, raw}, {@code reason} (null unless rejected), and the table's columns
     */
    Dataset<Row> validated(Dataset<Row> rows) {
        Map<String, Column> all = new LinkedHashMap<>();
        all.put(Table.DAY, col(Table.DAY));
        all.put(RejectedEvents.FILE, col(RejectedEvents.FILE));
        all.put(RejectedEvents.LINE, col(RejectedEvents.LINE));
        all.put(RejectedEvents.RAW, col(RejectedEvents.RAW));
        all.put(CollectedRows.REASON, reason);
        all.putAll(values);
        return rows.select(all.entrySet().stream()
                .map(value -> value.getValue().as(value.getKey()))
                .toArray(Column[]::new));
    }

    private static Column text(Optional<String> column, Set<String> columns) {
        column.ifPresent(columns::add);
        return column.map(ValueParsing::text).orElse(lit(null).cast("string"));
    }

    private static Column timestamp(
            String name, Optional<TimeColumn> column, Set<String> columns, RejectionReasons reasons) {
        return column.map(present -> {
                    columns.add(present.column());
                    Column time = ValueParsing.timestamp(present);
                    reasons.rejectFor(concat(lit(name + " "), ValueParsing.otherForm(present)));
                    reasons.rejectIf(
                            ValueParsing.text(present.column()).isNotNull().and(time.isNull()),
                            name + " is not " + ValueParsing.name(present));
                    return time;
                })
                .orElse(lit(null).cast("timestamp"));
    }

    private static Column status(
            Optional<Coded> status, String otherwise, Set<String> columns, RejectionReasons reasons) {
        return status.map(present -> {
                    columns.add(present.column());
                    reasons.rejectIf(ValueParsing.text(present.column()).isNull(), "status is missing")
                            .rejectIf(ValueParsing.coded(present).isNull(), "status is none that the settings map");
                    return ValueParsing.coded(present);
                })
                .orElse(lit(otherwise));
    }

    /** A flag; null where its column is empty or not mapped. */
    private static Column consent(String name, String column, RejectionReasons reasons) {
        if (column == null) {
            return lit(null).cast("boolean");
        }
        reasons.rejectIf(
                ValueParsing.flag(column).isNull(), "consents.%s is not a flag: 0, 1, true or false".formatted(name));
        return when(ValueParsing.text(column).isNotNull(), ValueParsing.flag(column));
    }

    private static Column duration(Optional<Span> span, Set<String> columns, RejectionReasons reasons) {
        return span.map(present -> {
                    columns.add(present.column());
                    Column duration = ValueParsing.millis(present);
                    reasons.rejectIf(
                                    ValueParsing.text(present.column())
                                            .isNotNull()
                                            .and(duration.isNull()),
                                    "duration_ms is not a number of " + ValueParsing.name(present.unit()))
                            .rejectIf(duration.lt(0), "duration_ms is negative");
                    return when(duration.gt(0), duration);
                })
                .orElse(lit(null).cast("long"));
    }
}
