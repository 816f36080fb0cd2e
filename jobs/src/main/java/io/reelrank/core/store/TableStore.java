package io.reelrank.core.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import java.io.IOException;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The tables under one root: {@code tables/<table>/dt=<day>/run=<run>/part-*.parquet}, and {@code _MANIFEST.json}
 * beside the run's folder, which says which run is the day's.
 *
 * <p>A write lands in a folder of its own, is counted by reading it back, and becomes the day by swapping the manifest;
 * only then the former run's folder goes. A read checks every file the manifest names, because Spark reads a missing or
 * empty file as no rows.
 */
public final class TableStore {
    private static final String MANIFEST = "_MANIFEST.json";
    private static final String DAY = "dt=";
    private static final String RUN = "run=";
    // Hashes are added up by halves: as whole numbers, and without going over.
    private static final long LOWER_HALF = 0xFFFF_FFFFL;

    private final SparkSession spark;
    private final Storage storage;
    private final Path root;

    /**
     * @param spark the session that reads and writes
     * @param root the storage root
     */
    public TableStore(SparkSession spark, String root) {
        this.spark = spark;
        this.storage = new Storage(spark.sparkContext().hadoopConfiguration());
        this.root = new Path(root);
    }

    /** The storage root. */
    public Path root() {
        return root;
    }

    /** The small files on the same file system. */
    public Storage storage() {
        return storage;
    }

    /** The manifest of a table's day, or nothing when that day was never written whole. */
    public Optional<Manifest> manifest(Table table, LocalDate day) {
        Path path = new Path(dayFolder(table, day), MANIFEST);
        return storage.read(path).map(bytes -> {
            try {
                return Json.read(bytes, Manifest.class);
            } catch (IOException e) {
                throw Storage.unreadable(path, e);
            }
        });
    }

    /** The days of a table that were written whole, oldest first, with their manifests. */
    public NavigableMap<LocalDate, Manifest> manifests(Table table) {
        NavigableMap<LocalDate, Manifest> days = new TreeMap<>();
        for (FileStatus folder : storage.list(tableFolder(table))) {
            String name = folder.getPath().getName();
            if (name.startsWith(DAY)) {
                try {
                    LocalDate day = LocalDate.parse(name.substring(DAY.length()));
                    manifest(table, day).ifPresent(manifest -> days.put(day, manifest));
                } catch (DateTimeParseException e) {
                    throw new StorageException(
                            "illegal folder %s: its name must be dt=YYYY-MM-DD; move it away"
                                    .formatted(folder.getPath()),
                            e);
                }
            }
        }
        return days;
    }

    /**
     * The rows of a table's days.
     *
     * @param days which days; none gives no rows
     * @return the declared columns and {@code dt}, the day
     * @throws StorageException if a day is not there, or a file its manifest names is missing or of another length
     */
    public Dataset<Row> read(Table table, List<LocalDate> days) {
        if (days.isEmpty()) {
            return spark.createDataFrame(List.of(), table.schema().add("dt", "date"));
        }
        List<String> folders = new ArrayList<>();
        for (LocalDate day : days) {
            Manifest manifest = manifest(table, day)
                    .orElseThrow(
                            () -> new StorageException("table %s has no day %s under %s: run the stage that writes it"
                                    .formatted(table.name(), day, root)));
            if (!manifest.files().isEmpty()) {
                folders.add(verified(table, day, manifest).toString());
            }
        }
        return folders.isEmpty()
                ? read(table, List.of())
                : parquet(table, folders).drop("run");
    }

    /**
     * Writes some days of a table at once: checks columns, types and keys, counts what was written by reading it back,
     * and then puts each day in the place of what it held before.
     *
     * @param rows rows with at least the table's columns, and the day in {@code dt}
     * @param run the run's id, part of the folders' names
     * @param from the days, and for each what determined its rows, for {@link Manifest#from}; a day without rows is
     *     written as empty
     * @return the new manifests by day
     * @throws IllegalArgumentException if the rows are not this table's: a missing column, a wrong type, a key that is
     *     null or repeated
     * @throws StorageException if the file system refuses or loses something
     */
    public Map<LocalDate, Manifest> write(
            Table table, Dataset<Row> rows, String run, Map<LocalDate, Map<String, String>> from) {
        List<Column> columns = new ArrayList<>(List.of(table.columns()));
        columns.add(col("dt").cast("date"));
        columns.add(lit(run).as("run"));
        Observation seen = new Observation();
        Dataset<Row> observed = table.conformed(rows)
                .select(columns.toArray(Column[]::new))
                .observe(
                        seen,
                        count(lit(1)).as("rows"),
                        count(when(table.lacksRequired().or(col("dt").isNull()), 1))
                                .as("lacking"));
        List<Path> folders =
                from.keySet().stream().map(day -> runFolder(table, day, run)).toList();
        try {
            try {
                observed.write()
                        .mode(SaveMode.Append)
                        .options(ParquetOptions.of(observed.schema()))
                        .partitionBy("dt", "run")
                        .parquet(tableFolder(table).toString());
            } catch (Exception | Error e) {
                // Exception, because Scala throws checked ones undeclared.
                throw storageFault(tableFolder(table), e);
            }
            Map<String, Object> figures = figures(seen);
            long count = (Long) figures.get("rows");
            long lacking = (Long) figures.get("lacking");
            if (lacking > 0) {
                throw new IllegalArgumentException("illegal rows for table %s, days %s: %d of %d lack a required value"
                        .formatted(table.name(), from.keySet(), lacking, count));
            }
            Map<LocalDate, Manifest> manifests = manifests(table, folders, run, from);
            long readBack =
                    manifests.values().stream().mapToLong(Manifest::rows).sum();
            if (readBack != count) {
                throw new StorageException("wrote %d rows to %s and read back %d: check the file system"
                        .formatted(count, tableFolder(table), readBack));
            }
            manifests.forEach((day, manifest) ->
                    storage.replace(new Path(dayFolder(table, day), MANIFEST), Json.bytes(manifest)));
            manifests.keySet().forEach(day -> dropOtherRuns(table, day, run));
            return manifests;
        } catch (RuntimeException | Error e) {
            folders.forEach(storage::delete);
            dropUnannounced(table, run);
            throw e;
        }
    }

    /** Reads the rows that a run wrote: each file's count and digest, and that no key occurs twice in a day. */
    private Map<LocalDate, Manifest> manifests(
            Table table, List<Path> folders, String run, Map<LocalDate, Map<String, String>> from) {
        Map<String, Map<String, Row>> written = new TreeMap<>();
        List<String> filled = folders.stream()
                .filter(folder -> !storage.list(folder).isEmpty())
                .map(Path::toString)
                .toList();
        if (!filled.isEmpty()) {
            Dataset<Row> rows = parquet(table, filled);
            requireUniqueKeys(table, rows);
            Column hash = xxhash64(table.columns());
            rows.groupBy(col("dt").cast("string"), col("_metadata.file_name"))
                    .agg(count(lit(1)), sum(shiftright(hash, Integer.SIZE)), sum(hash.bitwiseAND(LOWER_HALF)))
                    .collectAsList()
                    .forEach(file -> written.computeIfAbsent(file.getString(0), day -> new TreeMap<>())
                            .put(file.getString(1), file));
        }
        Map<LocalDate, Manifest> manifests = new TreeMap<>();
        from.forEach((day, determinants) -> {
            Map<String, Row> figures = written.getOrDefault(day.toString(), Map.of());
            List<Manifest.DataFile> files = new ArrayList<>();
            for (FileStatus file : storage.list(runFolder(table, day, run))) {
                String name = file.getPath().getName();
                if (name.startsWith("part-")) {
                    long rows = figures.containsKey(name) ? figures.get(name).getLong(2) : 0;
                    files.add(new Manifest.DataFile(name, file.getLen(), rows));
                }
            }
            BigInteger digest = figures.values().stream()
                    .map(file -> BigInteger.valueOf(file.getLong(3))
                            .shiftLeft(Integer.SIZE)
                            .add(BigInteger.valueOf(file.getLong(4))))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            manifests.put(
                    day,
                    new Manifest(
                            table.name(),
                            day.toString(),
                            run,
                            table.schema().toDDL(),
                            files.stream().mapToLong(Manifest.DataFile::rows).sum(),
                            digest.toString(Character.MAX_RADIX),
                            files,
                            new TreeMap<>(determinants)));
        });
        return manifests;
    }

    private static Map<String, Object> figures(Observation seen) {
        try {
            return seen.getAsJava();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a table was written", e);
        }
    }

    private static void requireUniqueKeys(Table table, Dataset<Row> rows) {
        if (table.key().isEmpty()) {
            return;
        }
        Dataset<Row> repeated =
                rows.groupBy(table.keyColumns()).count().filter(col("count").gt(1));
        // The least of all, because rows taken until there is one are looked for in one partition after the other.
        Row least = repeated.agg(min(struct(col("*")))).first();
        if (!least.isNullAt(0)) {
            throw new IllegalArgumentException("illegal rows for table %s: key %s occurs more than once: %s"
                    .formatted(table.name(), table.key(), least.getStruct(0)));
        }
    }

    private Dataset<Row> parquet(Table table, List<String> folders) {
        return spark.read()
                .schema(table.schema().add("dt", "date"))
                .option("basePath", tableFolder(table).toString())
                .parquet(folders.toArray(String[]::new));
    }

    private Path verified(Table table, LocalDate day, Manifest manifest) {
        Path folder = runFolder(table, day, manifest.run());
        Map<String, Long> lengths = new TreeMap<>();
        storage.list(folder).forEach(status -> lengths.put(status.getPath().getName(), status.getLen()));
        for (Manifest.DataFile file : manifest.files()) {
            Long length = lengths.get(file.name());
            if (length == null || length != file.bytes()) {
                throw new StorageException(
                        "damaged table %s, day %s: %s/%s has %s, its manifest says %d bytes; run its stage again with --force"
                                .formatted(
                                        table.name(),
                                        day,
                                        folder,
                                        file.name(),
                                        length == null ? "vanished" : length + " bytes",
                                        file.bytes()));
            }
        }
        return folder;
    }

    private void dropOtherRuns(Table table, LocalDate day, String run) {
        storage.list(dayFolder(table, day)).stream()
                .filter(FileStatus::isDirectory)
                .map(FileStatus::getPath)
                .filter(path ->
                        path.getName().startsWith(RUN) && !path.getName().equals(RUN + run))
                .sorted(Comparator.naturalOrder())
                .forEach(storage::delete);
    }

    /** Removes what a failed run wrote under days that it had not announced, rows without a day included. */
    private void dropUnannounced(Table table, String run) {
        for (FileStatus day : storage.list(tableFolder(table))) {
            if (day.isDirectory()
                    && storage.read(new Path(day.getPath(), MANIFEST)).isEmpty()) {
                storage.delete(new Path(day.getPath(), RUN + run));
                if (storage.list(day.getPath()).isEmpty()) {
                    storage.delete(day.getPath());
                }
            }
        }
    }

    private Path tableFolder(Table table) {
        return new Path(root, "tables/" + table.name());
    }

    private Path dayFolder(Table table, LocalDate day) {
        return new Path(tableFolder(table), DAY + day);
    }

    private Path runFolder(Table table, LocalDate day, String run) {
        return new Path(dayFolder(table, day), RUN + run);
    }

    // Spark wraps what a file system says about the folder it writes to; what computing the rows says passes through.
    private static RuntimeException storageFault(Path folder, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io
                    && cause.getMessage() != null
                    && cause.getMessage().contains(folder.toUri().getPath())) {
                return Storage.unwritable(folder, io);
            }
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }
}
