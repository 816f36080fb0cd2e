package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.files.InputException;
import io.reelrank.core.privacy.ErasedIds;
import io.reelrank.core.privacy.Erasures;
import io.reelrank.core.privacy.UserIds;
import io.reelrank.core.settings.CollectSettings;
import io.reelrank.core.settings.PrivacySettings;
import io.reelrank.core.settings.SettingsException;
import io.reelrank.core.settings.SourcesSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.RowCache;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CollectedFiles;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.History;
import io.reelrank.core.tables.InputFigures;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.Videos;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ingests the night's logs and the data of videos and users, together with those of earlier days that no night has
 * collected yet (backfill).
 *
 * <p>Logs become {@code events}, each under the day it happened on, with the day of its file in {@code delivered}. Of
 * several rows with one event id the first delivered is accepted; the others are repeats. A log's file with the bytes
 * of an earlier one is a repeat as a whole. Videos and users are the state of the former night, updated by the rows
 * delivered since. Nothing is collected of users who asked to be forgotten. With a key, users' ids become pseudonyms before
 * a row leaves the task that reads it.
 */
public final class CollectStage implements Stage {
    private static final String IS_FORGOTTEN = "is_forgotten";

    // Of packed logs; others have fewer rows than this lets expect.
    private static final long BYTES_PER_ROW = 20;

    private final SourcesSettings sources;
    private final CollectSettings settings;
    private final PrivacySettings privacy;

    /**
     * @param sources where the files are and what their columns mean
     * @param settings which days are collected and which rows are rejected
     * @param privacy how users' ids are kept
     */
    public CollectStage(SourcesSettings sources, CollectSettings settings, PrivacySettings privacy) {
        this.sources = sources;
        this.settings = settings;
        this.privacy = privacy;
    }

    @Override
    public String name() {
        return "collect";
    }

    @Override
    public String purpose() {
        return "reads the sources' files; every row becomes events, a repeat, or a rejected row with its reason";
    }

    @Override
    public List<Input> reads() {
        return List.of(Input.before(Videos.TABLE), Input.before(Users.TABLE));
    }

    @Override
    public List<Table> writes() {
        return List.of(
                Events.TABLE,
                RejectedEvents.TABLE,
                CollectedRows.TABLE,
                CollectedFiles.TABLE,
                InputFigures.TABLE,
                Videos.TABLE,
                Users.TABLE,
                History.TABLE);
    }

    @Override
    public int ownDays() {
        return settings.windowDays();
    }

    @Override
    public Map<String, String> determinants(StageContext context) {
        Map<String, String> from = new TreeMap<>(plan(context).determinants());
        from.putAll(new Erasures(context.storage(), context.root()).determinants());
        return from;
    }

    /** Not if an earlier day's events were deleted: it is collected again. */
    @Override
    public boolean leftInPlace(StageContext context) {
        return plan(context).isComplete();
    }

    /**
     * @throws SettingsException if there are no sources
     * @throws InputException if a source has no file for the date
     */
    @Override
    public void requireInputs(StageContext context) {
        if (sources.events().isEmpty() || sources.videos().isEmpty()) {
            throw new SettingsException(
                    "no sources: reelrank.sources.events and reelrank.sources.videos must name at least"
                            + " one each; give --conf a file that includes a mapping of conf/sources/");
        }
        plan(context).requireFiles();
    }

    @Override
    public void execute(StageContext context) {
        requireInputs(context);
        try (RowCache cache = new RowCache()) {
            collect(context, cache);
        } catch (Exception e) {
            // Exception, because Scala code throws checked exceptions that it does not declare.
            throw SourceReader.fault(e, context.storage().qualified(context.root()));
        }
        AccountingSummary.note(context, plan(context).window());
    }

    /** Validates every row before it writes anything, so that a refused day is not written in part. */
    private void collect(StageContext context, RowCache cache) {
        CollectionPlan plan = plan(context);
        UserIds userIds = userIds(context);
        if (userIds.isKeyed()) {
            context.note("users' ids", userIds.toString());
        }
        List<LocalDate> days = plan.daysToCollect();
        SourceReader reader = new SourceReader(context.spark(), settings.rowsPerFile());
        FileLedger ledger = FileLedger.of(context, plan, days, reader::columns);
        sources.events()
                .forEach((name, source) -> ledger.noteAbsent(
                        CollectionPlan.EVENTS + name,
                        new EventMapping(name, source, settings, sources.zone(), userIds).columns()));
        ledger.notes().forEach(note -> context.note("files", note));
        context.expect(ledger.bytes() / BYTES_PER_ROW);
        RowAccounting accounting = new RowAccounting(settings);
        EntityCollector entities = new EntityCollector(context, sources, plan, accounting, cache, userIds);
        Dataset<Row> videos = entities.videos();
        ErasedIds erased = new Erasures(context.storage(), context.root()).ids(context.spark());
        Dataset<Row> users = cache.keep(erased.without(entities.users(), Users.USER_ID));
        Dataset<Row> forgotten = Users.forgotten(users);
        Dataset<Row> history = erased.without(Users.without(forgotten, entities.history()), Users.USER_ID);
        Dataset<Row> validated =
                rejectForgotten(forgotten, rejectErased(erased, validatedEvents(context, plan, reader, ledger, days)));
        Set<LocalDate> eventDays = new TreeSet<>();
        days.forEach(day -> eventDays.addAll(plan.eventDays(day)));
        Dataset<Row> earlier = context.readOwn(
                        Events.TABLE,
                        eventDays.stream()
                                .filter(day ->
                                        context.written(Events.TABLE, day).isPresent())
                                .toList())
                .filter(not(col(Events.DELIVERED).isin(days.toArray())));
        Dataset<Row> rows = cache.keep(Deduplication.withOutcomes(validated, earlier));
        accounting.add(rows, InputMeasures.ofEvents(sources.events().values()), reader::rowsRead);
        context.countIn(accounting.rowsRead());
        Map<LocalDate, Map<String, String>> determinants = determinants(context, plan, days);
        context.write(Videos.TABLE, videos);
        context.write(Users.TABLE, users);
        context.write(History.TABLE, history);
        context.write(RejectedEvents.TABLE, accounting.rejected(), determinants);
        context.write(CollectedRows.TABLE, accounting.counts(), determinants);
        context.write(CollectedFiles.TABLE, ledger.rows(context), determinants);
        context.write(InputFigures.TABLE, figures(context, accounting, days), determinants);
        context.write(
                Events.TABLE,
                Users.without(forgotten, earlier).unionByName(newEvents(rows), true),
                eventDeterminants(context, eventDays, determinants));
    }

    /** The validated rows of all logs, with their source and the earlier file that their file repeats. */
    private Dataset<Row> validatedEvents(
            StageContext context, CollectionPlan plan, SourceReader reader, FileLedger ledger, List<LocalDate> days) {
        UserIds userIds = userIds(context);
        return sources.events().entrySet().stream()
                .map(entry -> {
                    String name = CollectionPlan.EVENTS + entry.getKey();
                    EventMapping mapping =
                            new EventMapping(entry.getKey(), entry.getValue(), settings, sources.zone(), userIds);
                    return mapping.validated(
                                    reader.read(plan.source(name), days, mapping.columns(), mapping.required()))
                            .withColumn(CollectedRows.SOURCE, lit(name))
                            .withColumn(Deduplication.REPEATED_FILE, ledger.repeatedFile());
                })
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    /** Rejects the rows of users who asked to be forgotten, and clears their raw text. */
    private static Dataset<Row> rejectForgotten(Dataset<Row> forgotten, Dataset<Row> validated) {
        return forgotten.isEmpty()
                ? validated
                : validated
                        .join(forgotten.withColumn(IS_FORGOTTEN, lit(true)), new String[] {Users.USER_ID}, "left")
                        .withColumn(
                                CollectedRows.REASON,
                                when(col(IS_FORGOTTEN), RowAccounting.FORGOTTEN).otherwise(col(CollectedRows.REASON)))
                        .withColumn(RejectedEvents.RAW, when(col(IS_FORGOTTEN).isNull(), col(RejectedEvents.RAW)))
                        .drop(IS_FORGOTTEN);
    }

    /** Rejects the rows of erased users in the task that reads them, and clears what tells of whom they are. */
    private static Dataset<Row> rejectErased(ErasedIds erased, Dataset<Row> validated) {
        if (erased.isEmpty()) {
            return validated;
        }
        return validated
                .withColumn(IS_FORGOTTEN, erased.holds(col(Users.USER_ID)))
                .withColumn(
                        CollectedRows.REASON,
                        when(col(IS_FORGOTTEN), RowAccounting.FORGOTTEN).otherwise(col(CollectedRows.REASON)))
                .withColumn(RejectedEvents.RAW, when(not(col(IS_FORGOTTEN)), col(RejectedEvents.RAW)))
                .withColumn(Users.USER_ID, when(not(col(IS_FORGOTTEN)), col(Users.USER_ID)))
                .drop(IS_FORGOTTEN);
    }

    /** The events of the accepted rows, under the day they happened on. */
    private Dataset<Row> newEvents(Dataset<Row> rows) {
        return EventMapping.events(rows.filter(col(CollectedRows.OUTCOME).equalTo(RowAccounting.ACCEPTED)))
                .withColumn(Events.DELIVERED, col(Table.DAY))
                .withColumn(
                        Table.DAY,
                        from_utc_timestamp(
                                        col(Events.EVENT_TIME), sources.zone().getId())
                                .cast("date"));
    }

    private Dataset<Row> figures(StageContext context, RowAccounting accounting, List<LocalDate> days) {
        List<String> logs = sources.events().keySet().stream()
                .map(name -> CollectionPlan.EVENTS + name)
                .toList();
        return context.spark()
                .createDataFrame(
                        accounting.figures(logs, days),
                        InputFigures.TABLE.schema().add(Table.DAY, "date"));
    }

    private static Map<LocalDate, Map<String, String>> determinants(
            StageContext context, CollectionPlan plan, List<LocalDate> days) {
        Map<LocalDate, Map<String, String>> byDay = new TreeMap<>();
        days.forEach(
                day -> byDay.put(day, day.equals(context.date()) ? context.determinants() : plan.determinants(day)));
        return byDay;
    }

    /**
     * The determinants of each day's events. A day that only gets late events from this night keeps the determinants of
     * its own collection.
     */
    private static Map<LocalDate, Map<String, String>> eventDeterminants(
            StageContext context, Set<LocalDate> eventDays, Map<LocalDate, Map<String, String>> collected) {
        Map<LocalDate, Map<String, String>> byDay = new TreeMap<>();
        eventDays.forEach(day -> byDay.put(
                day,
                collected.containsKey(day)
                        ? collected.get(day)
                        : context.written(Events.TABLE, day).map(Manifest::from).orElse(Map.of())));
        return byDay;
    }

    private CollectionPlan plan(StageContext context) {
        return new CollectionPlan(context, sources, settings, userIds(context));
    }

    /** As the root has them, so that it is refused with another key before anything is read. */
    private UserIds userIds(StageContext context) {
        return UserIds.of(privacy, context.root(), context.newestOwn(Users.TABLE));
    }
}
