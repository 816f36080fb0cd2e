package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.CollectSettings;
import io.reelrank.core.settings.SourcesSettings;
import io.reelrank.core.stage.Input;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageContext;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CollectedFiles;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.History;
import io.reelrank.core.tables.RejectedEvents;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.Users;
import io.reelrank.core.tables.Videos;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Collects the night's logs and the videos' and users' data, and every day before that no night has collected yet.
 *
 * <p>Logs become {@code events} under the day each happened on, with the day of the file it came in beside. Of rows
 * with the same event's id the first delivered counts, the rest are repeats; a file that was delivered before under
 * another name is a repeat as a whole. Videos and users are the former night's state with what was delivered since laid
 * over it, the latest change last. Nothing is collected of users who asked to be forgotten.
 */
public final class CollectStage implements Stage {
    private final SourcesSettings sources;
    private final CollectSettings settings;

    /**
     * @param sources where files lie and what their columns mean
     * @param settings what is refused
     */
    public CollectStage(SourcesSettings sources, CollectSettings settings) {
        this.sources = sources;
        this.settings = settings;
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
                Videos.TABLE,
                Users.TABLE,
                History.TABLE);
    }

    @Override
    public Map<String, String> determinants(StageContext run) {
        return deliveries(run).determinants();
    }

    /** @throws InputException if there are no sources, or a source has no file for the date */
    @Override
    public void requireInputs(StageContext run) {
        if (sources.events().isEmpty() || sources.videos().isEmpty()) {
            throw new InputException(
                    "no sources: reelrank.sources.events and reelrank.sources.videos must name at least"
                            + " one each; give --conf a file that includes a mapping of conf/sources/");
        }
        deliveries(run).require();
    }

    @Override
    public void execute(StageContext run) {
        requireInputs(run);
        List<Dataset<Row>> persisted = new ArrayList<>();
        try {
            collect(run, persisted);
        } catch (Exception e) {
            // Exception, because Scala throws checked ones undeclared.
            throw SourceReader.fault(e, run.root());
        } finally {
            persisted.forEach(rows -> rows.unpersist(true));
        }
        noteBooks(run);
    }

    /** Judges every row before anything is written, so that what is refused leaves no half of a day behind. */
    private void collect(StageContext run, List<Dataset<Row>> persisted) {
        DeliverySchedule deliveries = deliveries(run);
        List<LocalDate> due = deliveries.due();
        FileLedger ledger = FileLedger.of(run, deliveries, due, new SourceReader(run.spark())::columns);
        ledger.notes().forEach(note -> run.note("files", note));
        RowAccounting books = new RowAccounting(settings);
        Dataset<Row> videos = videos(run, deliveries, books, persisted);
        Dataset<Row> users = keep(users(run, deliveries, books, persisted), persisted);
        Dataset<Row> forgotten = Users.forgotten(users);
        Dataset<Row> history = Users.without(forgotten, history(run, deliveries, books, persisted));
        Dataset<Row> judged = judgedEvents(run, deliveries, ledger, due, forgotten, persisted);
        Set<LocalDate> own = new TreeSet<>();
        due.forEach(day -> own.addAll(deliveries.reaching(day)));
        Dataset<Row> held = run.readOwn(
                        Events.TABLE,
                        own.stream()
                                .filter(day -> run.written(Events.TABLE, day).isPresent())
                                .toList())
                .filter(not(col(Events.DELIVERED).isin(due.toArray())));
        Dataset<Row> settled = keep(Deduplication.settled(judged, held), persisted);
        books.enter(settled, judged.count());
        run.countIn(books.rowsRead());
        Map<LocalDate, Map<String, String>> from = from(run, deliveries, due);
        run.write(Videos.TABLE, videos);
        run.write(Users.TABLE, users);
        run.write(History.TABLE, history);
        run.write(RejectedEvents.TABLE, books.rejected(), from);
        run.write(CollectedRows.TABLE, books.counts(), from);
        run.write(CollectedFiles.TABLE, ledger.rows(run), from);
        Dataset<Row> fresh = EventMapping.events(
                        settled.filter(col(CollectedRows.OUTCOME).equalTo("accepted")))
                .withColumn(Events.DELIVERED, col("dt"))
                .withColumn(
                        "dt",
                        from_utc_timestamp(
                                        col(Events.EVENT_TIME), sources.zone().getId())
                                .cast("date"));
        run.write(Events.TABLE, Users.without(forgotten, held).unionByName(fresh, true), ownFrom(run, own, from));
    }

    /** Every row of the logs with what it means or why it is refused. */
    private Dataset<Row> judgedEvents(
            StageContext run,
            DeliverySchedule deliveries,
            FileLedger ledger,
            List<LocalDate> due,
            Dataset<Row> forgotten,
            List<Dataset<Row>> persisted) {
        Dataset<Row> judged = sources.events().entrySet().stream()
                .map(entry -> {
                    String name = "events." + entry.getKey();
                    EventMapping mapping = new EventMapping(entry.getValue(), settings, sources.zone());
                    return mapping.judged(rows(run, deliveries.of(name), due, mapping.columns()))
                            .withColumn(CollectedFiles.SOURCE, lit(name))
                            .withColumn("repeated_file", ledger.repeated());
                })
                .reduce(Dataset::unionByName)
                .orElseThrow();
        Dataset<Row> asked = forgotten.isEmpty()
                ? judged
                : judged.join(forgotten.withColumn("is_forgotten", lit(true)), new String[] {UserIndex.USER_ID}, "left")
                        .withColumn(
                                CollectedRows.REASON,
                                when(col("is_forgotten"), RowAccounting.FORGOTTEN)
                                        .otherwise(col(CollectedRows.REASON)))
                        .withColumn(RejectedEvents.RAW, when(col("is_forgotten").isNull(), col(RejectedEvents.RAW)))
                        .drop("is_forgotten");
        return keep(asked, persisted);
    }

    private static Map<LocalDate, Map<String, String>> from(
            StageContext run, DeliverySchedule deliveries, List<LocalDate> due) {
        Map<LocalDate, Map<String, String>> from = new TreeMap<>();
        due.forEach(day -> from.put(day, day.equals(run.date()) ? run.determinants() : deliveries.determinants(day)));
        return from;
    }

    /**
     * What determined the events of each day: those of a day that is not collected now are only joined by late ones.
     */
    private static Map<LocalDate, Map<String, String>> ownFrom(
            StageContext run, Set<LocalDate> own, Map<LocalDate, Map<String, String>> from) {
        Map<LocalDate, Map<String, String>> ownFrom = new TreeMap<>();
        own.forEach(day -> ownFrom.put(
                day,
                from.containsKey(day)
                        ? from.get(day)
                        : run.written(Events.TABLE, day).map(Manifest::from).orElse(Map.of())));
        return ownFrom;
    }

    private Dataset<Row> videos(
            StageContext run, DeliverySchedule deliveries, RowAccounting books, List<Dataset<Row>> persisted) {
        Map<String, EntityMapping> videos = new LinkedHashMap<>();
        sources.videos().forEach((name, source) -> videos.put("videos." + name, EntityMapping.of(source)));
        return snapshot(run, Videos.TABLE, new LatestState("video_id"), videos, deliveries, books, persisted);
    }

    private Dataset<Row> users(
            StageContext run, DeliverySchedule deliveries, RowAccounting books, List<Dataset<Row>> persisted) {
        Map<String, EntityMapping> users = new LinkedHashMap<>();
        sources.users().forEach((name, source) -> users.put("users." + name, EntityMapping.of(source)));
        return snapshot(run, Users.TABLE, new LatestState("user_id"), users, deliveries, books, persisted);
    }

    private Dataset<Row> history(
            StageContext run, DeliverySchedule deliveries, RowAccounting books, List<Dataset<Row>> persisted) {
        Dataset<Row> entries = run.spark().createDataFrame(List.of(), History.TABLE.schema());
        for (Map.Entry<String, SourcesSettings.HistorySource> source :
                sources.history().entrySet()) {
            entries = entries.unionByName(EntityMapping.entries(accepted(
                    run,
                    deliveries.of("history." + source.getKey()),
                    EntityMapping.of(source.getValue()),
                    List.of(run.date()),
                    books,
                    persisted)));
        }
        return entries.filter(col(History.UNTIL).lt(lit(endOf(run.date()))));
    }

    private Dataset<Row> snapshot(
            StageContext run,
            Table table,
            LatestState snapshot,
            Map<String, EntityMapping> mappings,
            DeliverySchedule deliveries,
            RowAccounting books,
            List<Dataset<Row>> persisted) {
        Optional<LocalDate> former = run.newest(table);
        Dataset<Row> none = run.read(table)
                .limit(0)
                .drop(Users.KNOWN_SINCE)
                .withColumn(CollectedFiles.FILE, lit(""))
                .withColumn(RejectedEvents.LINE, lit(0L));
        Dataset<Row> delivered = none;
        for (Map.Entry<String, EntityMapping> entry : mappings.entrySet()) {
            SourceFiles files = deliveries.of(entry.getKey());
            List<LocalDate> since = files.files().daily()
                    ? deliveries.window().stream()
                            .filter(day -> former.isEmpty() || day.isAfter(former.get()))
                            .filter(day -> !files.of(day).isEmpty())
                            .toList()
                    : List.of(run.date());
            if (!since.isEmpty()) {
                delivered = delivered.unionByName(accepted(run, files, entry.getValue(), since, books, persisted));
            }
        }
        return snapshot.of(run.read(table), delivered);
    }

    /**
     * The accepted rows of some days' files of a source of videos, users or history; all are entered into the books.
     */
    private Dataset<Row> accepted(
            StageContext run,
            SourceFiles files,
            EntityMapping mapping,
            List<LocalDate> days,
            RowAccounting books,
            List<Dataset<Row>> persisted) {
        Dataset<Row> read = mapping.judged(rows(run, files, days, mapping.columns()));
        Column reason = mapping.values().containsKey("updated_at")
                ? coalesce(
                        col(CollectedRows.REASON),
                        when(
                                col(Users.UPDATED_AT).geq(lit(endOf(run.date()))),
                                "updated_at is after the end of the night's date"))
                : col(CollectedRows.REASON);
        Dataset<Row> judged = keep(
                read.withColumn(CollectedRows.REASON, RejectionReasons.orNothing(reason))
                        .withColumn(
                                CollectedRows.OUTCOME,
                                when(col(CollectedRows.REASON).equalTo(""), "accepted")
                                        .otherwise("rejected")),
                persisted);
        books.enter(
                judged.withColumn("dt", lit(run.date())).withColumn(CollectedFiles.SOURCE, lit(files.name())),
                judged.count());
        return judged.filter(col(CollectedRows.REASON).equalTo(""))
                .drop(RejectedEvents.RAW, CollectedRows.REASON, CollectedRows.OUTCOME);
    }

    private Dataset<Row> rows(StageContext run, SourceFiles files, List<LocalDate> days, Collection<String> columns) {
        Map<String, LocalDate> paths = new LinkedHashMap<>();
        for (LocalDate day : days) {
            files.required(day).forEach(file -> paths.put(file.getPath().toString(), day));
        }
        return new SourceReader(run.spark()).read(files.name(), files.files().format(), paths, columns);
    }

    private DeliverySchedule deliveries(StageContext run) {
        return new DeliverySchedule(run, sources, settings);
    }

    private Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(sources.zone()).toInstant();
    }

    private static Dataset<Row> keep(Dataset<Row> rows, List<Dataset<Row>> persisted) {
        Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
        persisted.add(kept);
        return kept;
    }

    /** The books of the whole window, so that the summary says the same whichever night collected a day. */
    private void noteBooks(StageContext run) {
        List<LocalDate> days = deliveries(run).window().stream()
                .filter(day -> run.written(CollectedRows.TABLE, day).isPresent())
                .toList();
        Dataset<Row> books = run.readOwn(CollectedRows.TABLE, days);
        books.filter(col(CollectedFiles.SOURCE).startsWith("events."))
                .groupBy(CollectedFiles.SOURCE)
                .agg(
                        sum(CollectedRows.ROWS),
                        coalesce(
                                sum(when(col(CollectedRows.OUTCOME).equalTo("accepted"), col(CollectedRows.ROWS))),
                                lit(0L)),
                        coalesce(
                                sum(when(col(CollectedRows.OUTCOME).equalTo("repeat"), col(CollectedRows.ROWS))),
                                lit(0L)),
                        coalesce(
                                sum(when(col(CollectedRows.OUTCOME).equalTo("rejected"), col(CollectedRows.ROWS))),
                                lit(0L)))
                .orderBy(CollectedFiles.SOURCE)
                .collectAsList()
                .forEach(row -> run.note(
                        row.getString(0),
                        String.format(
                                Locale.ROOT,
                                "%,d rows of %d days = %,d accepted + %,d repeats + %,d rejected",
                                row.getLong(1),
                                days.size(),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4))));
        books.filter(col(CollectedRows.REASON).notEqual(""))
                .groupBy(CollectedFiles.SOURCE, CollectedRows.OUTCOME, CollectedRows.REASON)
                .agg(sum(CollectedRows.ROWS).as(CollectedRows.ROWS))
                .orderBy(col(CollectedRows.ROWS).desc(), col(CollectedFiles.SOURCE), col(CollectedRows.REASON))
                .limit(10)
                .collectAsList()
                .forEach(row -> run.note(
                        "%s, %s: %s".formatted(row.getString(0), row.getString(1), row.getString(2)),
                        String.format(Locale.ROOT, "%,d rows", row.getLong(3))));
    }
}
