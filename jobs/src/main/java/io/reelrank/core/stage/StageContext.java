package io.reelrank.core.stage;

import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.files.Digest;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.lease.Fence;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The run of one stage in a night. It reads and writes only declared tables, and counts the rows. */
public final class StageContext {
    /** The folder of temporary files, relative to the storage root. */
    static final String SCRATCH = "scratch";

    /** The folder of what killed runs go on from, relative to the storage root. */
    static final String CHECKPOINTS = "checkpoints";

    /** The folder of nights' pages, relative to the storage root. */
    static final String DRAFTS = "drafts";

    private final Night night;
    private final Stage stage;
    private final Consumer<String> steps;
    private final Map<String, String> notes = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<String> outputs = new ArrayList<>();
    private final List<String> pageFaults = new ArrayList<>();
    private final AtomicLong rowsIn = new AtomicLong();
    private final AtomicLong rowsOut = new AtomicLong();

    /**
     * @param night the night
     * @param stage the stage that runs
     * @param steps receives a line after each step of a long stage
     */
    public StageContext(Night night, Stage stage, Consumer<String> steps) {
        this.night = night;
        this.stage = stage;
        this.steps = steps;
    }

    /** The night's date. */
    public LocalDate date() {
        return night.date();
    }

    /** The id of the run, which names its folders. */
    public String id() {
        return night.runId();
    }

    /** The start of the run. */
    public Instant started() {
        return night.started();
    }

    /** The session. */
    public SparkSession spark() {
        return night.spark();
    }

    /** Whether finished stages are reused. */
    public Night.Reuse reuse() {
        return night.reuse();
    }

    /** The storage root. */
    public Path root() {
        return night.store().root();
    }

    /** What tells whether another run has taken the storage root over. */
    public Fence fence() {
        return night.fence();
    }

    /** A folder for temporary files of this stage, outside of the tables. It is deleted when the stage ends. */
    public Path scratch() {
        return new Path(root(), SCRATCH + "/run=" + id());
    }

    /** The folder of the date in which a run keeps what it wants to go on from if it is killed. */
    public Path checkpoints() {
        return new Path(root(), CHECKPOINTS + "/date=" + date());
    }

    /** The folder of the night's pages, which people see once the night is published. */
    public Path drafts() {
        return new Path(root(), DRAFTS + "/date=" + date());
    }

    /** Access to the small files under the storage root and to the sources' files. */
    public Storage storage() {
        return night.store().storage();
    }

    /**
     * The rows of a declared input.
     *
     * @param table a table of {@link Stage#reads}
     * @return its rows of the declared days, with the day in {@code dt}
     */
    public Dataset<Row> read(Table table) {
        Input input = declared(table);
        List<LocalDate> days = input.present(night.store(), night.date());
        days.forEach(
                day -> night.store().manifest(table, day).map(Manifest::rows).ifPresent(rowsIn::addAndGet));
        return night.store().read(table, days);
    }

    /** The rows of a table that is declared as {@link Input#published}. */
    public Dataset<Row> readPublished(Table table) {
        return night.store().read(table, publishedDay(table).stream().toList());
    }

    /** The day of {@link #readPublished}; empty before the first publication. */
    public Optional<LocalDate> publishedDay(Table table) {
        return declared(table, input -> input.reach() == Input.Reach.PUBLISHED, "the published table")
                .present(night.store(), night.date())
                .stream()
                .findFirst();
    }

    /** The declared days of an input that were written, oldest first. */
    public List<LocalDate> days(Table table) {
        return declared(table).present(night.store(), night.date());
    }

    /** The newest of {@link #days}. */
    public Optional<LocalDate> newest(Table table) {
        List<LocalDate> days = days(table);
        return days.isEmpty() ? Optional.empty() : Optional.of(days.get(days.size() - 1));
    }

    /** Writes a declared table for the night's date. */
    public Manifest write(Table table, Dataset<Row> rows) {
        return write(table, rows.withColumn("dt", lit(date().toString()).cast("date")), Map.of(date(), determinants()))
                .get(date());
    }

    /**
     * Writes a declared table for several days at once.
     *
     * @param rows the rows, with their day in {@code dt}
     * @param from the determinants of the rows, by day
     */
    public Map<LocalDate, Manifest> write(Table table, Dataset<Row> rows, Map<LocalDate, Map<String, String>> from) {
        requireOutput(table);
        describeJobs(" " + table.name());
        Map<LocalDate, Manifest> manifests = night.store().write(table, rows, night.runId(), from);
        describeJobs("");
        rowsOut.addAndGet(manifests.values().stream().mapToLong(Manifest::rows).sum());
        return manifests;
    }

    /**
     * The rows of a declared output that this stage wrote for other days, tonight or earlier.
     *
     * @param table a table of {@link Stage#writes}
     */
    public Dataset<Row> readOwn(Table table, List<LocalDate> days) {
        if (!stage.writes().contains(table)) {
            throw new IllegalStateException(
                    "stage %s does not declare that it writes table %s".formatted(stage.name(), table.name()));
        }
        return night.store().read(table, days);
    }

    /**
     * The manifest of a day of a table, if the day was written completely.
     *
     * @param table a table of {@link Stage#writes}, or a table of {@link Stage#reads} whose rows may be read
     * @param day any day of an output, or a declared day of an input
     */
    public Optional<Manifest> written(Table table, LocalDate day) {
        if (!stage.writes().contains(table) && !declared(table).covers(day, night.store(), night.date())) {
            throw new IllegalStateException("stage %s does not declare that it reads %s of table %s"
                    .formatted(stage.name(), day, table.name()));
        }
        return night.store().manifest(table, day);
    }

    /** The manifest of the newest day of a declared output, be it of an earlier night, tonight's or a later one's. */
    public Optional<Manifest> newestOwn(Table table) {
        requireOutput(table);
        return Optional.ofNullable(night.store().manifests(table).lastEntry()).map(Map.Entry::getValue);
    }

    /**
     * The row counts of a table that is declared as {@link Input#rowCounts}.
     *
     * @return rows by day, for the declared days that were written, oldest first
     */
    public SortedMap<LocalDate, Long> rowCounts(Table table) {
        Input counts = declared(table, input -> input.reach() == Input.Reach.ROW_COUNTS, "the row counts of table");
        SortedMap<LocalDate, Long> rows = new TreeMap<>();
        counts.present(night.store(), night.date())
                .forEach(day ->
                        night.store().manifest(table, day).ifPresent(manifest -> rows.put(day, manifest.rows())));
        return rows;
    }

    /**
     * Fits the stage to about as many rows. A stage that reads tables is fitted to theirs before it begins.
     *
     * @param rows how many rows it reads
     */
    public void expect(long rows) {
        ShuffleSize.fit(spark(), rows);
        QueryCompilation.fit(spark(), rows);
    }

    /** Fits the stage to the rows of its inputs. */
    void expectInputs() {
        long rows = 0;
        for (Input input : stage.reads()) {
            if (input.isReadable()) {
                for (LocalDate day : input.present(night.store(), night.date())) {
                    rows += night.store()
                            .manifest(input.table(), day)
                            .map(Manifest::rows)
                            .orElse(0L);
                }
            }
        }
        expect(rows);
    }

    /** Counts rows that were not read from tables. */
    public void countIn(long rows) {
        rowsIn.addAndGet(rows);
    }

    /**
     * Does parts of the stage at the same time, each in a thread of its own. Where there are few rows, Spark's planning takes
     * most of the time, and one plan needs one core. It returns, or throws what the first part threw that failed, when all parts
     * have ended: none goes on writing after the stage.
     *
     * @param parts what to do; they may read and write tables
     */
    public void together(Runnable... parts) {
        ExecutorService threads = Executors.newFixedThreadPool(parts.length);
        try {
            List<CompletableFuture<Void>> running = Arrays.stream(parts)
                    .map(part -> CompletableFuture.runAsync(part, threads))
                    .toList();
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            // A part throws nothing checked.
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } finally {
            threads.shutdown();
        }
    }

    /** Shows a line of progress. */
    public void step(String line) {
        steps.accept(line);
    }

    /** Adds a line to the summary. */
    public void note(String what, String value) {
        notes.put(what, value);
    }

    /** Adds a file or folder that this run wrote for people or other systems to the summary. */
    public void output(String path) {
        outputs.add(path);
    }

    /**
     * Writes a page for people. A page that cannot be written becomes a note: the tables are what a night is for, so a
     * page never ends it.
     *
     * @return whether it was written
     */
    public boolean writePage(Path path, String html) {
        try {
            storage().replace(path, html.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (StorageException e) {
            notePageFault(e.getMessage());
            return false;
        }
    }

    /**
     * Counts a page that could not be written by somebody else than {@link #writePage}, as an executor.
     *
     * @param reason why not
     */
    public void notePageFault(String reason) {
        pageFaults.add(reason);
        note(
                "pages that could not be written",
                String.format(Locale.ROOT, "%,d; the first: %s", pageFaults.size(), pageFaults.get(0)));
    }

    /** Everything that determines the written rows, by name: settings, files, and the digests of the inputs. */
    public Map<String, String> determinants() {
        Map<String, String> from = new TreeMap<>(stage.determinants(this));
        for (Input input : stage.reads()) {
            StringBuilder digests = new StringBuilder();
            for (LocalDate day : input.present(night.store(), night.date())) {
                digests.append(day)
                        .append('=')
                        .append(night.store()
                                .manifest(input.table(), day)
                                .map(input::determinant)
                                .orElse("absent"))
                        .append(' ');
            }
            from.put("table " + input, Digest.of(digests));
        }
        return from;
    }

    /**
     * Whether all tables of the date were written from the same determinants, and what else the stage leaves is there;
     * never for a stage without tables.
     */
    boolean isFinished() {
        Map<String, String> from = determinants();
        return !stage.writes().isEmpty()
                && stage.writes().stream()
                        .filter(table -> !stage.kept().contains(table))
                        .allMatch(table -> night.store()
                                .manifest(table, night.date())
                                .filter(manifest -> manifest.from().equals(from))
                                .isPresent())
                && stage.leftInPlace(this);
    }

    /** Sets the description of the Spark jobs that this thread starts from now on. */
    void describeJobs(String suffix) {
        night.spark().sparkContext().setJobDescription(stage.name() + suffix);
    }

    StageSummary summary(StageSummary.State state, double seconds, long peakBytes) {
        return new StageSummary(stage.name(), state, rowsIn.get(), rowsOut.get(), seconds, peakBytes, notes, outputs);
    }

    private void requireOutput(Table table) {
        if (!stage.writes().contains(table)) {
            throw new IllegalStateException(
                    "stage %s does not declare that it writes table %s".formatted(stage.name(), table.name()));
        }
    }

    private Input declared(Table table) {
        return declared(table, Input::isReadable, "table");
    }

    private Input declared(Table table, Predicate<Input> kind, String what) {
        return stage.reads().stream()
                .filter(input -> input.table().equals(table) && kind.test(input))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "stage %s does not declare that it reads %s %s".formatted(stage.name(), what, table.name())));
    }
}
