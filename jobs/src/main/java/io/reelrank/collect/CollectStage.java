package io.reelrank.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.settings.CollectSettings;
import io.reelrank.settings.SourcesSettings;
import io.reelrank.settings.SourcesSettings.EventSource;
import io.reelrank.settings.SourcesSettings.Files;
import io.reelrank.stage.Digest;
import io.reelrank.stage.Input;
import io.reelrank.stage.InputException;
import io.reelrank.stage.Night;
import io.reelrank.stage.Run;
import io.reelrank.stage.Stage;
import io.reelrank.tables.CollectedRows;
import io.reelrank.tables.Events;
import io.reelrank.tables.History;
import io.reelrank.tables.Manifest;
import io.reelrank.tables.RejectedEvents;
import io.reelrank.tables.Table;
import io.reelrank.tables.Users;
import io.reelrank.tables.Videos;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;

/**
 * Collects the night's logs and the videos' and users' data, and every day before that no night has collected yet.
 *
 * <p>Logs become {@code events} under the day of their files. A row that repeats an accepted one of the same day or of
 * the days before that may still arrive late is counted as a repeat; of equals, the longest play stays. Videos and users
 * are the former night's state with what was delivered since laid over it, the latest delivery last.
 */
public final class CollectStage implements Stage {
    private static final String SETTINGS = "collect settings";

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
                Events.TABLE, RejectedEvents.TABLE, CollectedRows.TABLE, Videos.TABLE, Users.TABLE, History.TABLE);
    }

    @Override
    public Map<String, String> determinants(Run run) {
        Map<String, String> from = new TreeMap<>();
        from.put(SETTINGS, Digest.of(List.of(sources, settings)));
        for (LocalDate day : window(run)) {
            from.put("files of " + day, filesDigest(run, day));
        }
        return from;
    }

    /** @throws InputException if there are no sources, or a source has no file for the date */
    @Override
    public void requireInputs(Run run) {
        if (sources.events().isEmpty() || sources.videos().isEmpty()) {
            throw new InputException(
                    "no sources: reelrank.sources.events and reelrank.sources.videos must name at least"
                            + " one each; give --conf a file that includes a mapping of conf/sources/");
        }
        eventFiles(run).values().forEach(files -> files.required(run.date()));
        otherFiles(run).values().stream()
                .filter(files -> !files.files().daily())
                .forEach(files -> files.required(run.date()));
        days(run);
    }

    @Override
    public void execute(Run run) {
        requireInputs(run);
        collect(
                run,
                days(run).stream()
                        .filter(day -> day.equals(run.date()) || !isCollected(run, day))
                        .toList());
        noteBooks(run);
    }

    private void collect(Run run, List<LocalDate> days) {
        Books books = new Books(settings);
        List<Dataset<Row>> persisted = new ArrayList<>();
        List<Dataset<Row>> events = new ArrayList<>();
        for (Map.Entry<String, EventSource> source : sources.events().entrySet()) {
            String name = "events." + source.getKey();
            EventMapping mapping = new EventMapping(source.getValue(), settings, sources.zone());
            Dataset<Row> rows = rows(run, name, source.getValue().files(), days, mapping.columns());
            Dataset<Row> judged = keep(mapping.judged(rows), persisted);
            Dataset<Row> settled = keep(settled(judged, earlierIds(run, days)), persisted);
            books.enter(name, settled, judged.count());
            events.add(EventMapping.events(settled.filter(col("outcome").equalTo("accepted"))));
        }
        snapshot(run, books, persisted);
        run.countIn(books.rowsRead());
        Map<LocalDate, Map<String, String>> from = from(run, days);
        run.write(RejectedEvents.TABLE, books.rejected(), from);
        run.write(CollectedRows.TABLE, books.counts(), from);
        run.write(Events.TABLE, events.stream().reduce(Dataset::unionByName).orElseThrow(), from);
        persisted.forEach(rows -> rows.unpersist(true));
    }

    private Map<LocalDate, Map<String, String>> from(Run run, List<LocalDate> days) {
        Map<LocalDate, Map<String, String>> from = new TreeMap<>();
        for (LocalDate day : days) {
            from.put(
                    day,
                    day.equals(run.date())
                            ? run.determinants()
                            : Map.of(
                                    SETTINGS,
                                    Digest.of(List.of(sources, settings)),
                                    "files of " + day,
                                    filesDigest(run, day)));
        }
        return from;
    }

    private void snapshot(Run run, Books books, List<Dataset<Row>> persisted) {
        Map<String, EntityMapping> videos = new LinkedHashMap<>();
        sources.videos().forEach((name, source) -> videos.put("videos." + name, EntityMapping.of(source)));
        run.write(Videos.TABLE, newest(run, Videos.TABLE, "video_id", videos, books, persisted));

        Map<String, EntityMapping> users = new LinkedHashMap<>();
        sources.users().forEach((name, source) -> users.put("users." + name, EntityMapping.of(source)));
        run.write(Users.TABLE, newest(run, Users.TABLE, "user_id", users, books, persisted));

        List<Dataset<Row>> entries = new ArrayList<>();
        sources.history().forEach((name, source) -> {
            EntityMapping mapping = EntityMapping.of(source);
            Dataset<Row> judged = delivered(run, "history." + name, mapping, List.of(run.date()), books, persisted);
            entries.add(EntityMapping.entries(judged.filter(col("reason").equalTo(""))));
        });
        Dataset<Row> none = run.spark().createDataFrame(List.of(), History.TABLE.schema());
        run.write(
                History.TABLE,
                entries.stream()
                        .reduce(Dataset::unionByName)
                        .orElse(none)
                        .filter(col("until")
                                .lt(lit(run.date()
                                        .plusDays(1)
                                        .atStartOfDay(sources.zone())
                                        .toInstant()))));
    }

    /** The former state with what was delivered since laid over it. */
    private Dataset<Row> newest(
            Run run,
            Table table,
            String key,
            Map<String, EntityMapping> mappings,
            Books books,
            List<Dataset<Row>> persisted) {
        Optional<LocalDate> former = run.newest(table);
        Dataset<Row> state = run.read(table)
                .drop("dt")
                .withColumn("delivered", lit(null).cast("date"))
                .withColumn("file", lit(null).cast("string"))
                .withColumn("line", lit(null).cast("long"));
        for (Map.Entry<String, EntityMapping> entry : mappings.entrySet()) {
            EntityMapping mapping = entry.getValue();
            SourceFiles files = files(run, entry.getKey(), mapping.files());
            List<LocalDate> since = mapping.files().daily()
                    ? window(run).stream()
                            .filter(day -> former.isEmpty() || day.isAfter(former.get()))
                            .filter(day -> !files.of(day).isEmpty())
                            .toList()
                    : List.of(run.date());
            if (!since.isEmpty()) {
                state = state.unionByName(delivered(run, entry.getKey(), mapping, since, books, persisted)
                        .filter(col("reason").equalTo(""))
                        .withColumnRenamed("dt", "delivered")
                        .drop("raw", "reason", "outcome"));
            }
        }
        return state.withColumn(
                        "place",
                        row_number()
                                .over(Window.partitionBy(key)
                                        .orderBy(
                                                col("delivered").desc_nulls_last(),
                                                col("file").desc(),
                                                col("line").desc())))
                .filter(col("place").equalTo(1));
    }

    /** The judged rows of some days' files, entered into the night's books. */
    private Dataset<Row> delivered(
            Run run,
            String name,
            EntityMapping mapping,
            List<LocalDate> days,
            Books books,
            List<Dataset<Row>> persisted) {
        Dataset<Row> rows = rows(run, name, mapping.files(), days, mapping.columns());
        Dataset<Row> judged = keep(
                mapping.judged(rows)
                        .withColumn(
                                "outcome",
                                when(col("reason").isNull(), "accepted").otherwise("rejected"))
                        .withColumn("reason", Reasons.orNothing(col("reason"))),
                persisted);
        books.enter(name, judged.withColumn("dt", lit(run.date())), judged.count());
        return judged;
    }

    /** Marks every judged row as accepted, repeat or rejected. */
    private static Dataset<Row> settled(Dataset<Row> judged, Dataset<Row> earlier) {
        Dataset<Row> good = judged.filter(col("reason").isNull())
                .withColumn(
                        "place",
                        row_number()
                                .over(Window.partitionBy("event_id")
                                        .orderBy(
                                                col("watch_ms").desc_nulls_last(),
                                                col("raw"),
                                                col("file"),
                                                col("line"))))
                .join(earlier, judged.col("event_id").equalTo(earlier.col("earlier_id")), "left")
                .withColumn(
                        "outcome",
                        when(col("place").gt(1).or(col("earlier_id").isNotNull()), "repeat")
                                .otherwise("accepted"))
                .withColumn(
                        "reason",
                        when(col("outcome").equalTo("accepted"), col("odd")).otherwise(lit("")))
                .drop("place", "earlier_id", "earlier_dt");
        Dataset<Row> bad = judged.filter(col("reason").isNotNull()).withColumn("outcome", lit("rejected"));
        return good.unionByName(bad);
    }

    /** The ids of events of days before that rows of these days, late ones, may repeat. */
    private Dataset<Row> earlierIds(Run run, List<LocalDate> days) {
        List<LocalDate> earlier = days.stream()
                .flatMap(day -> day.minusDays(settings.lateDays()).datesUntil(day))
                .distinct()
                .filter(day ->
                        !days.contains(day) && run.written(Events.TABLE, day).isPresent())
                .sorted()
                .toList();
        return run.readOwn(Events.TABLE, earlier)
                .groupBy(col("event_id").as("earlier_id"))
                .agg(min("dt").as("earlier_dt"));
    }

    private Dataset<Row> rows(Run run, String name, Files files, List<LocalDate> days, Collection<String> columns) {
        Map<String, LocalDate> paths = new LinkedHashMap<>();
        for (LocalDate day : days) {
            files(run, name, files)
                    .required(day)
                    .forEach(file -> paths.put(file.getPath().toString(), day));
        }
        return new SourceRows(run.spark()).read(name, files.format(), paths, columns);
    }

    private static Dataset<Row> keep(Dataset<Row> rows, List<Dataset<Row>> persisted) {
        Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
        persisted.add(kept);
        return kept;
    }

    /** The days to hold: from the first in the window that was delivered or collected, to the date, without a gap. */
    private List<LocalDate> days(Run run) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day : window(run)) {
            boolean isDelivered = eventFiles(run).values().stream()
                    .noneMatch(files -> files.of(day).isEmpty());
            // The files of a day that was collected before may be archived by now.
            boolean isHeld = !isDelivered && run.written(Events.TABLE, day).isPresent();
            if (isDelivered) {
                days.add(day);
            } else if (!isHeld && !days.isEmpty()) {
                eventFiles(run).values().forEach(files -> files.required(day));
            }
        }
        return days;
    }

    private boolean isCollected(Run run, LocalDate day) {
        return run.reuse() == Night.Reuse.FINISHED
                && run.written(CollectedRows.TABLE, day)
                        .map(Manifest::from)
                        .filter(from -> filesDigest(run, day).equals(from.get("files of " + day))
                                && Digest.of(List.of(sources, settings)).equals(from.get(SETTINGS)))
                        .isPresent()
                && run.written(Events.TABLE, day).isPresent();
    }

    private List<LocalDate> window(Run run) {
        return run.date()
                .minusDays(settings.windowDays() - 1L)
                .datesUntil(run.date().plusDays(1))
                .toList();
    }

    private String filesDigest(Run run, LocalDate day) {
        StringBuilder text = new StringBuilder();
        eventFiles(run).forEach((name, files) -> text.append(name).append(files.digest(day)));
        otherFiles(run).forEach((name, files) -> {
            if (files.files().daily() || day.equals(run.date())) {
                text.append(name).append(files.digest(day));
            }
        });
        return Digest.of(text);
    }

    private Map<String, SourceFiles> eventFiles(Run run) {
        Map<String, SourceFiles> files = new LinkedHashMap<>();
        sources.events()
                .forEach((name, source) -> files.put("events." + name, files(run, "events." + name, source.files())));
        return files;
    }

    private Map<String, SourceFiles> otherFiles(Run run) {
        Map<String, Files> files = new LinkedHashMap<>();
        sources.videos().forEach((name, source) -> files.put("videos." + name, source.files()));
        sources.users().forEach((name, source) -> files.put("users." + name, source.files()));
        sources.history().forEach((name, source) -> files.put("history." + name, source.files()));
        Map<String, SourceFiles> found = new LinkedHashMap<>();
        files.forEach((name, source) -> found.put(name, files(run, name, source)));
        return found;
    }

    private SourceFiles files(Run run, String name, Files files) {
        return new SourceFiles(
                name, files, sources.root(), run.spark().sparkContext().hadoopConfiguration());
    }

    /** The books of the whole window, so that the summary says the same whichever night collected a day. */
    private void noteBooks(Run run) {
        List<LocalDate> days = window(run).stream()
                .filter(day -> run.written(CollectedRows.TABLE, day).isPresent())
                .toList();
        Dataset<Row> books = run.readOwn(CollectedRows.TABLE, days);
        books.filter(col("source").startsWith("events."))
                .groupBy("source")
                .agg(
                        sum("rows"),
                        coalesce(sum(when(col("outcome").equalTo("accepted"), col("rows"))), lit(0L)),
                        coalesce(sum(when(col("outcome").equalTo("repeat"), col("rows"))), lit(0L)),
                        coalesce(sum(when(col("outcome").equalTo("rejected"), col("rows"))), lit(0L)))
                .orderBy("source")
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
        books.filter(col("reason").notEqual(""))
                .groupBy("source", "outcome", "reason")
                .agg(sum("rows").as("rows"))
                .orderBy(col("rows").desc(), col("source"), col("reason"))
                .limit(10)
                .collectAsList()
                .forEach(row -> run.note(
                        "%s, %s: %s".formatted(row.getString(0), row.getString(1), row.getString(2)),
                        String.format(Locale.ROOT, "%,d rows", row.getLong(3))));
    }
}
