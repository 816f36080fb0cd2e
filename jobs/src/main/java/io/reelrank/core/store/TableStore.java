package io.reelrank.core.store;

import io.reelrank.core.files.InputException;
import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.settings.ReadBack;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The tables under one storage root, as Parquet: one folder per table, day and run, and a manifest per day that names
 * the run whose files are the day.
 *
 * <p>A write goes to a folder of its own, and its files are compared with what was written. Replacing the manifest then publishes it in one
 * step, and only after that the folder of the former run is deleted. A read checks every file that the manifest names,
 * because Spark takes a missing or empty file for one without rows.
 */
public final class TableStore {
    private final SparkSession spark;
    private final Storage storage;
    private final TableFolders folders;
    private final ReadBack readBack;

    /**
     * @param spark the session that reads and writes
     * @param root the storage root
     */
    public TableStore(SparkSession spark, String root) {
        this(
                spark,
                new Storage(spark.sparkContext().hadoopConfiguration()),
                new TableFolders(new Path(root)),
                ReadBack.FOOTERS);
    }

    private TableStore(SparkSession spark, Storage storage, TableFolders folders, ReadBack readBack) {
        this.spark = spark;
        this.storage = storage;
        this.folders = folders;
        this.readBack = readBack;
    }

    /**
     * The same tables with a guard.
     *
     * @param before is run before every change of a file, and prevents it by throwing
     */
    public TableStore guardedBy(Runnable before) {
        return new TableStore(spark, storage.guardedBy(before), folders, readBack);
    }

    /** The same tables, of which more or less is read after it was written; footers by default. */
    public TableStore readingBack(ReadBack other) {
        return new TableStore(spark, storage, folders, other);
    }

    /** The storage root. */
    public Path root() {
        return folders.root();
    }

    /** Small files on the file system of the tables. */
    public Storage storage() {
        return storage;
    }

    /** The manifest of a table's day, or nothing if no write of that day was completed. */
    public Optional<Manifest> manifest(Table table, LocalDate day) {
        Path path = folders.manifest(table, day);
        return storage.read(path).map(bytes -> {
            try {
                return Json.read(bytes, Manifest.class);
            } catch (IOException e) {
                throw Storage.unreadable(path, e);
            }
        });
    }

    /** The manifests of all completed days of a table, oldest first. */
    public NavigableMap<LocalDate, Manifest> manifests(Table table) {
        NavigableMap<LocalDate, Manifest> days = new TreeMap<>();
        for (FileStatus folder : storage.list(folders.ofTable(table))) {
            String name = folder.getPath().getName();
            if (name.startsWith(TableFolders.DAY_PREFIX)) {
                try {
                    LocalDate day = LocalDate.parse(name.substring(TableFolders.DAY_PREFIX.length()));
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
     * The rows of some days of a table.
     *
     * @param days the days; an empty list gives no rows
     * @return the declared columns and {@code dt}, the day
     * @throws InputException if a day does not exist
     * @throws StorageException if a file that a manifest names is missing or has another length
     */
    public Dataset<Row> read(Table table, List<LocalDate> days) {
        if (days.isEmpty()) {
            return spark.createDataFrame(List.of(), table.schema().add(Table.DAY, "date"));
        }
        List<String> runFolders = new ArrayList<>();
        for (LocalDate day : days) {
            Manifest manifest = manifest(table, day)
                    .orElseThrow(
                            () -> new InputException("table %s has no day %s under %s: run the stage that writes it"
                                    .formatted(table.name(), day, root())));
            if (!manifest.files().isEmpty()) {
                runFolders.add(verified(table, day, manifest).toString());
            }
        }
        return runFolders.isEmpty()
                ? read(table, List.of())
                : parquet(table, runFolders).drop(TableFolders.RUN);
    }

    /**
     * Writes some days of a table at once. It checks columns, types and required values, compares the files with what it
     * wrote as {@link ReadBack} says, and then replaces the former rows of each day.
     *
     * @param rows rows with at least the table's columns, and the day in {@code dt}
     * @param run the run's id, part of the folders' names
     * @param from the days to write, and what determined the rows of each, for {@link Manifest#from}; a day without
     *     rows is written as empty
     * @return the new manifests by day
     * @throws IllegalArgumentException if the rows do not fit the table: a missing column, a wrong type, a null in a
     *     required column, or with {@link ReadBack#ROWS} a repeated key
     * @throws StorageException if the file system refuses a write or loses rows
     */
    public Map<LocalDate, Manifest> write(
            Table table, Dataset<Row> rows, String run, Map<LocalDate, Map<String, String>> from) {
        return new TableWriter(this, folders, table, run).write(rows, from);
    }

    ReadBack readBack() {
        return readBack;
    }

    /** The rows of some run folders, with their day and run. */
    Dataset<Row> parquet(Table table, List<String> runFolders) {
        return spark.read()
                .schema(table.schema().add(Table.DAY, "date"))
                .option("basePath", folders.ofTable(table).toString())
                .parquet(runFolders.toArray(String[]::new));
    }

    /** The folder of a day's run, after checking that it has all files of the manifest with their lengths. */
    private Path verified(Table table, LocalDate day, Manifest manifest) {
        Path folder = folders.ofRun(table, day, manifest.run());
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
}
