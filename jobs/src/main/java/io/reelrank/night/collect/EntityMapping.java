package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.settings.SourcesSettings.Coded;
import io.reelrank.core.settings.SourcesSettings.Files;
import io.reelrank.core.settings.SourcesSettings.HistorySource;
import io.reelrank.core.settings.SourcesSettings.Span;
import io.reelrank.core.settings.SourcesSettings.TimeColumn;
import io.reelrank.core.settings.SourcesSettings.UserSource;
import io.reelrank.core.settings.SourcesSettings.VideoSource;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a row of videos', users' or history data means: the values it gives, or why it is refused.
 *
 * @param files the source's files
 * @param columns the source's columns that the mapping names
 * @param values the target's columns by name
 * @param reason why a row is refused, or null
 */
record EntityMapping(Files files, Set<String> columns, Map<String, Column> values, Column reason) {

    /** Rows of videos' data. */
    static EntityMapping of(VideoSource source) {
        Set<String> columns = new TreeSet<>(Set.of(source.videoId(), source.creatorId()));
        RejectionReasons reasons = RejectionReasons.ofReader()
                .requireId(ValueParsing.text(source.videoId()), "video_id")
                .requireId(ValueParsing.text(source.creatorId()), "creator_id");
        Map<String, Column> values = new LinkedHashMap<>();
        values.put("video_id", ValueParsing.text(source.videoId()));
        values.put("creator_id", ValueParsing.text(source.creatorId()));
        values.put("title", text(source.title(), columns));
        values.put("description", text(source.description(), columns));
        values.put(
                "tags",
                source.tags()
                        .map(tags -> {
                            columns.add(tags.column());
                            reasons.refuse(
                                    ValueParsing.isBrokenList(ValueParsing.text(tags.column())),
                                    "tags is a broken JSON array");
                            return ValueParsing.texts(tags);
                        })
                        .orElse(array().cast("array<string>")));
        values.put("category", text(source.category(), columns));
        values.put("duration_ms", duration(source.duration(), columns, reasons));
        values.put("published_at", moment("published_at", source.publishedAt(), columns, reasons));
        values.put("status", status(source.status(), "visible", columns, reasons));
        values.put("updated_at", moment("updated_at", source.updatedAt(), columns, reasons));
        return new EntityMapping(source.files(), columns, values, reasons.first());
    }

    /** Rows of users' data. */
    static EntityMapping of(UserSource source) {
        Set<String> columns = new TreeSet<>(Set.of(source.userId()));
        columns.addAll(source.attributes().values());
        RejectionReasons reasons = RejectionReasons.ofReader().requireId(ValueParsing.text(source.userId()), "user_id");
        Map<String, Column> values = new LinkedHashMap<>();
        values.put("user_id", ValueParsing.text(source.userId()));
        values.put("registered_at", moment("registered_at", source.registeredAt(), columns, reasons));
        values.put("status", status(source.status(), "active", columns, reasons));
        values.put("updated_at", moment("updated_at", source.updatedAt(), columns, reasons));
        values.put(
                "attributes",
                coalesce(
                        array(source.attributes().entrySet().stream()
                                        .map(attribute -> struct(
                                                lit(attribute.getKey()).as("name"),
                                                ValueParsing.text(attribute.getValue())
                                                        .as("value")))
                                        .toArray(Column[]::new))
                                .cast("array<struct<name:string,value:string>>"),
                        array().cast("array<struct<name:string,value:string>>")));
        return new EntityMapping(source.files(), columns, values, reasons.first());
    }

    /** Rows of history: {@code lists} holds a struct a list, to be spread by {@link #entries}. */
    static EntityMapping of(HistorySource source) {
        Set<String> columns =
                new TreeSet<>(Set.of(source.userId(), source.until().column()));
        columns.addAll(source.lists().values());
        RejectionReasons reasons = RejectionReasons.ofReader()
                .requireId(ValueParsing.text(source.userId()), "user_id")
                .refuse(
                        ValueParsing.moment(source.until()).isNull(),
                        "until is not " + ValueParsing.named(source.until()));
        source.lists()
                .forEach((kind, column) -> reasons.refuse(
                        ValueParsing.isBrokenList(ValueParsing.text(column)), column + " is a broken JSON array"));
        Map<String, Column> values = new LinkedHashMap<>();
        values.put("user_id", ValueParsing.text(source.userId()));
        values.put("until", ValueParsing.moment(source.until()));
        values.put(
                "lists",
                array(source.lists().entrySet().stream()
                        .map(list -> struct(
                                lit(list.getKey()).as("kind"),
                                ValueParsing.list(ValueParsing.text(list.getValue()), ",")
                                        .as("videos")))
                        .toArray(Column[]::new)));
        return new EntityMapping(source.files(), columns, values, reasons.first());
    }

    /** A row an entry of the lists, as {@code history} declares it. */
    static Dataset<Row> entries(Dataset<Row> accepted) {
        return accepted.selectExpr("user_id", "until", "inline(lists)")
                .select(col(UserIndex.USER_ID), col("until"), col("kind"), posexplode(col("videos")))
                .withColumnRenamed("pos", "position")
                .withColumnRenamed("col", VideoIndex.VIDEO_ID);
    }

    /** Every row with its {@code reason}, null where it is accepted. */
    Dataset<Row> judged(Dataset<Row> rows) {
        Map<String, Column> all = new LinkedHashMap<>();
        all.put("dt", col("dt"));
        all.put("file", col("file"));
        all.put("line", col("line"));
        all.put("raw", col("raw"));
        all.put("reason", reason);
        all.putAll(values);
        return rows.select(all.entrySet().stream()
                .map(value -> value.getValue().as(value.getKey()))
                .toArray(Column[]::new));
    }

    private static Column text(Optional<String> column, Set<String> columns) {
        column.ifPresent(columns::add);
        return column.map(ValueParsing::text).orElse(lit(null).cast("string"));
    }

    private static Column moment(
            String name, Optional<TimeColumn> moment, Set<String> columns, RejectionReasons reasons) {
        return moment.map(present -> {
                    columns.add(present.column());
                    Column time = ValueParsing.moment(present);
                    reasons.refuse(
                            ValueParsing.text(present.column()).isNotNull().and(time.isNull()),
                            name + " is not " + ValueParsing.named(present));
                    return time;
                })
                .orElse(lit(null).cast("timestamp"));
    }

    private static Column status(Optional<Coded> status, String usual, Set<String> columns, RejectionReasons reasons) {
        return status.map(present -> {
                    columns.add(present.column());
                    reasons.refuse(ValueParsing.text(present.column()).isNull(), "status is missing")
                            .refuse(ValueParsing.coded(present).isNull(), "status is none that the settings map");
                    return ValueParsing.coded(present);
                })
                .orElse(lit(usual));
    }

    private static Column duration(Optional<Span> span, Set<String> columns, RejectionReasons reasons) {
        return span.map(present -> {
                    columns.add(present.column());
                    Column duration = ValueParsing.millis(present);
                    reasons.refuse(
                                    ValueParsing.text(present.column())
                                            .isNotNull()
                                            .and(duration.isNull()),
                                    "duration_ms is not a number of " + ValueParsing.named(present.unit()))
                            .refuse(duration.lt(0), "duration_ms is negative");
                    return when(duration.gt(0), duration);
                })
                .orElse(lit(null).cast("long"));
    }
}
