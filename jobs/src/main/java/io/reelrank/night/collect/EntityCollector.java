package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.settings.SourcesSettings;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.History;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.Videos;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Collects the data of videos and users, and the history lists: it reads the files that no former night has read,
 * validates and counts every row, and upserts videos and users into the state of the former night.
 */
final class EntityCollector {
    private final StageContext context;
    private final SourcesSettings sources;
    private final CollectionPlan plan;
    private final RowAccounting accounting;
    private final RowCache cache;
    private final UserIds userIds;

    /**
     * @param accounting counts every row that is read
     * @param cache holds the validated rows, which are used several times
     * @param userIds how users' ids are written
     */
    EntityCollector(
            StageContext context,
            SourcesSettings sources,
            CollectionPlan plan,
            RowAccounting accounting,
            RowCache cache,
            UserIds userIds) {
        this.context = context;
        this.sources = sources;
        this.plan = plan;
        this.accounting = accounting;
        this.cache = cache;
        this.userIds = userIds;
    }

    /** The rows of {@code videos} as of the night's date. */
    Dataset<Row> videos() {
        Map<String, EntityMapping> mappings = new LinkedHashMap<>();
        sources.videos()
                .forEach((name, source) -> mappings.put(CollectionPlan.VIDEOS + name, EntityMapping.of(source)));
        return state(Videos.TABLE, new LatestState(Videos.VIDEO_ID), mappings, InputMeasures.ofVideos());
    }

    /** The rows of {@code users} as of the night's date. */
    Dataset<Row> users() {
        Map<String, EntityMapping> mappings = new LinkedHashMap<>();
        sources.users()
                .forEach(
                        (name, source) -> mappings.put(CollectionPlan.USERS + name, EntityMapping.of(source, userIds)));
        return state(Users.TABLE, new LatestState(Users.USER_ID), mappings, InputMeasures.ofUsers());
    }

    /** The rows of {@code history}: the entries of lists that end by the night's date. */
    Dataset<Row> history() {
        Dataset<Row> entries = context.spark().createDataFrame(List.of(), History.TABLE.schema());
        for (Map.Entry<String, SourcesSettings.HistorySource> source :
                sources.history().entrySet()) {
            entries = entries.unionByName(EntityMapping.historyEntries(accepted(
                    plan.source(CollectionPlan.HISTORY + source.getKey()),
                    EntityMapping.of(source.getValue(), userIds),
                    List.of(context.date()),
                    InputMeasures.none())));
        }
        return entries.filter(col(History.UNTIL).lt(lit(endOf(context.date()))));
    }

    private Dataset<Row> state(
            Table table, LatestState latest, Map<String, EntityMapping> mappings, InputMeasures measures) {
        Optional<LocalDate> former = context.newest(table);
        Dataset<Row> delivered = context.read(table)
                .limit(0)
                .drop(Users.KNOWN_SINCE)
                .withColumn(RejectedEvents.FILE, lit(""))
                .withColumn(RejectedEvents.LINE, lit(0L));
        for (Map.Entry<String, EntityMapping> mapping : mappings.entrySet()) {
            SourceFiles source = plan.source(mapping.getKey());
            List<LocalDate> days = source.files().daily()
                    ? plan.window().stream()
                            .filter(day -> former.isEmpty() || day.isAfter(former.get()))
                            .filter(day -> !source.of(day).isEmpty())
                            .toList()
                    : List.of(context.date());
            if (!days.isEmpty()) {
                delivered = delivered.unionByName(accepted(source, mapping.getValue(), days, measures));
            }
        }
        return latest.of(context.read(table), delivered);
    }

    /** The accepted rows of a source's files of some days; all their rows are added to the accounting. */
    private Dataset<Row> accepted(
            SourceFiles source, EntityMapping mapping, List<LocalDate> days, InputMeasures measures) {
        SourceReader reader = new SourceReader(context.spark(), Long.MAX_VALUE);
        Dataset<Row> read = reader.read(source, days, mapping.columns(), mapping.required());
        Dataset<Row> rows = mapping.validated(
                userIds.isKeyed()
                        ? read.withColumn(RejectedEvents.RAW, lit(null).cast("string"))
                        : read);
        Column reason = mapping.values().containsKey(Users.UPDATED_AT)
                ? coalesce(
                        col(CollectedRows.REASON),
                        when(
                                col(Users.UPDATED_AT).geq(lit(endOf(context.date()))),
                                "updated_at is after the end of the night's date"))
                : col(CollectedRows.REASON);
        Dataset<Row> validated = cache.keep(rows.withColumn(CollectedRows.REASON, RejectionReasons.orEmpty(reason))
                .withColumn(
                        CollectedRows.OUTCOME,
                        when(col(CollectedRows.REASON).equalTo(""), RowAccounting.ACCEPTED)
                                .otherwise(RowAccounting.REJECTED)));
        accounting.add(
                validated
                        .withColumn(Table.DAY, lit(context.date()))
                        .withColumn(CollectedRows.SOURCE, lit(source.name())),
                measures,
                reader::rowsRead);
        return validated
                .filter(col(CollectedRows.REASON).equalTo(""))
                .drop(RejectedEvents.RAW, CollectedRows.REASON, CollectedRows.OUTCOME);
    }

    private Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(sources.zone()).toInstant();
    }
}
