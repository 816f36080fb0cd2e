package io.reelrank.tables;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.apache.spark.sql.types.StructField;

/**
 * The tables under one root: {@code tables/<table>/dt=<day>/run=<run>/part-*.parquet}, and {@code _MANIFEST.json} beside
 * the run's folder, which says which run is the day's.
 *
 * <p>A write lands in a folder of its own, is counted by reading it back, and becomes the day by swapping the manifest;
 * only then the former run's folder goes. A read checks every file the manifest names, because Spark reads a missing or
 * empty file as no rows.
 */
public final class TableStore {
    private static final String MANIFEST = "_MANIFEST.json";
    private static final String DAY = "dt=";
    private static final String RUN = "run=";

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
            folders.add(verified(table, day, manifest).toString());
        }
        Dataset<Row> rows = spark.read()
                .schema(table.schema().add("dt", "date"))
                .option("basePath", tableFolder(table).toString())
                .parquet(folders.toArray(String[]::new));
        List<Column> columns = new ArrayList<>();
        table.fields().forEach(field -> columns.add(col(field.name())));
        columns.add(col("dt"));
        return rows.select(columns.toArray(Column[]::new));
    }

    /**
     * Writes a table's day: checks columns, types and keys, counts what was written by reading it back, and then puts it
     * in the place of what the day held before.
     *
     * @param rows rows with at least the table's columns
     * @param run the run's id, part of the folder's name
     * @param from what determined the rows, for {@link Manifest#from}
     * @return the new manifest
     * @throws IllegalArgumentException if the rows are not this table's: a missing column, a wrong type, a key that is
     *     null or repeated
     * @throws StorageException if the file system refuses or loses something
     */
    public Manifest write(Table table, LocalDate day, Dataset<Row> rows, String run, Map<String, String> from) {
        Dataset<Row> conformed = table.conform(rows);
        Path folder = new Path(dayFolder(table, day), RUN + run);
        Observation seen = new Observation();
        Column[] all = Arrays.stream(table.schema().fields())
                .map(StructField::name)
                .map(name -> col(name))
                .toArray(Column[]::new);
        Dataset<Row> observed = conformed.observe(
                seen,
                count(lit(1)).as("rows"),
                sum(xxhash64(all).cast("decimal(20,0)")).as("digest"),
                sum(when(table.lacksRequired(), 1L).otherwise(0L)).as("lacking"));
        try {
            observed.write().mode(SaveMode.Overwrite).parquet(folder.toString());
        } catch (RuntimeException | Error e) {
            throw storageFault(folder, e);
        }
        Map<String, Object> figures = figures(seen);
        long count = (Long) figures.get("rows");
        long lacking = figures.get("lacking") instanceof Long number ? number : 0;
        try {
            if (lacking > 0) {
                throw new IllegalArgumentException("illegal rows for table %s, day %s: %d of %d lack a required value"
                        .formatted(table.name(), day, lacking, count));
            }
            requireUniqueKeys(table, day, folder);
            List<Manifest.DataFile> files = counted(folder);
            long readBack = files.stream().mapToLong(Manifest.DataFile::rows).sum();
            if (readBack != count) {
                throw new StorageException("wrote %d rows to %s and read back %d: check the file system"
                        .formatted(count, folder, readBack));
            }
            Manifest manifest = new Manifest(
                    table.name(),
                    day.toString(),
                    run,
                    table.schema().toDDL(),
                    count,
                    figures.get("digest") instanceof BigDecimal sum
                            ? sum.toBigInteger().toString(36)
                            : "0",
                    files,
                    new TreeMap<>(from));
            storage.replace(new Path(dayFolder(table, day), MANIFEST), Json.bytes(manifest));
            dropOtherRuns(table, day, run);
            return manifest;
        } catch (RuntimeException e) {
            storage.delete(folder);
            throw e;
        }
    }

    private static Map<String, Object> figures(Observation seen) {
        try {
            return seen.getAsJava();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a table was written", e);
        }
    }

    private void requireUniqueKeys(Table table, LocalDate day, Path folder) {
        if (table.key().isEmpty()) {
            return;
        }
        List<Row> repeated = spark.read()
                .schema(table.schema())
                .parquet(folder.toString())
                .groupBy(table.keyColumns())
                .count()
                .filter(col("count").gt(1))
                .limit(1)
                .collectAsList();
        if (!repeated.isEmpty()) {
            throw new IllegalArgumentException("illegal rows for table %s, day %s: key %s occurs more than once: %s"
                    .formatted(table.name(), day, table.key(), repeated.get(0)));
        }
    }

    private List<Manifest.DataFile> counted(Path folder) {
        List<Manifest.DataFile> files = new ArrayList<>();
        Map<String, Long> rows = new TreeMap<>();
        spark.read()
                .parquet(folder.toString())
                .groupBy(col("_metadata.file_name"))
                .count()
                .collectAsList()
                .forEach(row -> rows.put(row.getString(0), row.getLong(1)));
        for (FileStatus status : storage.list(folder)) {
            String name = status.getPath().getName();
            if (name.startsWith("part-")) {
                files.add(new Manifest.DataFile(name, status.getLen(), rows.getOrDefault(name, 0L)));
            }
        }
        return files;
    }

    private Path verified(Table table, LocalDate day, Manifest manifest) {
        Path folder = new Path(dayFolder(table, day), RUN + manifest.run());
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

    private Path tableFolder(Table table) {
        return new Path(root, "tables/" + table.name());
    }

    private Path dayFolder(Table table, LocalDate day) {
        return new Path(tableFolder(table), DAY + day);
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
