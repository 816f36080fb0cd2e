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
import io.reelrank.core.settings.ReadBack;
import java.io.IOException;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * One run's write of some days of a table: it writes the rows to folders of the run, and counts and digests them while
 * it does. It compares the files with these counts, and then replaces the days' manifests. If anything fails, it deletes
 * what it wrote.
 */
final class TableWriter {
    private static final String ROWS = "rows";
    private static final String LACKING = "lacking";
    private static final String HASH = "row_hash";
    private static final String COUNT = "count";

    // The two halves of each 64-bit hash are summed separately: the sum of whole hashes could overflow a long.
    private static final long LOWER_HALF = 0xFFFF_FFFFL;

    // Reading a footer is waiting for a file system; more threads would only queue there.
    private static final int FOOTER_THREADS = 16;

    private final TableStore store;
    private final Storage storage;
    private final TableFolders folders;
    private final Table table;
    private final String run;

    /**
     * @param store reads back what was written
     * @param run the run's id
     */
    TableWriter(TableStore store, TableFolders folders, Table table, String run) {
        this.store = store;
        this.storage = store.storage();
        this.folders = folders;
        this.table = table;
        this.run = run;
    }

    /** {@link TableStore#write}. */
    Map<LocalDate, Manifest> write(Dataset<Row> rows, Map<LocalDate, Map<String, String>> from) {
        List<LocalDate> days = List.copyOf(from.keySet());
        List<Path> runFolders =
                days.stream().map(day -> folders.ofRun(table, day, run)).toList();
        Dataset<Row> conformed = conformed(rows);
        Observation observation = new Observation();
        try {
            writeFiles(observed(conformed, days, observation));
            Map<String, Object> counts = counts(observation);
            requireComplete(counts, days);
            Map<LocalDate, Manifest> manifests = new TreeMap<>();
            for (int i = 0; i < days.size(); i++) {
                LocalDate day = days.get(i);
                manifests.put(day, manifest(day, digest(counts, i), from.get(day)));
            }
            long readBack =
                    manifests.values().stream().mapToLong(Manifest::rows).sum();
            if (readBack != (Long) counts.get(ROWS)) {
                throw new StorageException("wrote %d rows to %s and read back %d: check the file system"
                        .formatted((Long) counts.get(ROWS), folders.ofTable(table), readBack));
            }
            if (store.readBack() == ReadBack.ROWS) {
                Dataset<Row> written = written(runFolders);
                requireUniqueKeys(written);
                requireDigests(written, manifests);
            }
            manifests.forEach((day, manifest) -> storage.replace(folders.manifest(table, day), Json.bytes(manifest)));
            manifests.keySet().forEach(this::deleteOtherRuns);
            return manifests;
        } catch (RuntimeException | Error e) {
            runFolders.forEach(storage::delete);
            deleteUnannouncedDays();
            throw e;
        }
    }

    /** The table's columns, the day and the run. */
    private Dataset<Row> conformed(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>(List.of(table.columns()));
        columns.add(col(Table.DAY).cast("date"));
        columns.add(lit(run).as(TableFolders.RUN));
        return table.conformed(rows).select(columns.toArray(Column[]::new));
    }

    /** The same rows; all are counted, those that lack a required value, and the hashes of each day are summed. */
    private Dataset<Row> observed(Dataset<Row> rows, List<LocalDate> days, Observation observation) {
        List<Column> counts = new ArrayList<>();
        counts.add(count(when(table.lacksRequired().or(col(Table.DAY).isNull()), 1))
                .as(LACKING));
        Column upper = shiftright(col(HASH), Integer.SIZE);
        Column lower = col(HASH).bitwiseAND(LOWER_HALF);
        for (int i = 0; i < days.size(); i++) {
            Column isOfDay = col(Table.DAY).equalTo(lit(days.get(i)));
            counts.add(sum(days.size() == 1 ? upper : when(isOfDay, upper)).as(upper(i)));
            counts.add(sum(days.size() == 1 ? lower : when(isOfDay, lower)).as(lower(i)));
        }
        return rows.withColumn(HASH, xxhash64(table.columns()))
                .observe(observation, count(lit(1)).as(ROWS), counts.toArray(Column[]::new))
                .drop(HASH);
    }

    private static String upper(int day) {
        return "upper_" + day;
    }

    private static String lower(int day) {
        return "lower_" + day;
    }

    private void writeFiles(Dataset<Row> rows) {
        try {
            rows.write()
                    .mode(SaveMode.Append)
                    .options(ParquetOptions.of(rows.schema()))
                    .partitionBy(Table.DAY, TableFolders.RUN)
                    .parquet(folders.ofTable(table).toString());
        } catch (Exception | Error e) {
            // Exception, because Scala code throws checked exceptions that it does not declare.
            throw storageFault(folders.ofTable(table), e);
        }
    }

    private static Map<String, Object> counts(Observation observation) {
        try {
            return observation.getAsJava();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a table was written", e);
        }
    }

    private void requireComplete(Map<String, Object> counts, List<LocalDate> days) {
        long lacking = (Long) counts.get(LACKING);
        if (lacking > 0) {
            throw new IllegalArgumentException("illegal rows for table %s, days %s: %d of %d lack a required value"
                    .formatted(table.name(), days, lacking, (Long) counts.get(ROWS)));
        }
    }

    /** The sum of the hashes of a day's rows; the sums of a day without rows are null. */
    private static String digest(Map<String, Object> counts, int day) {
        Object upper = counts.get(upper(day));
        return upper == null ? digest(0, 0) : digest((Long) upper, (Long) counts.get(lower(day)));
    }

    private static String digest(long upper, long lower) {
        return BigInteger.valueOf(upper)
                .shiftLeft(Integer.SIZE)
                .add(BigInteger.valueOf(lower))
                .toString(Character.MAX_RADIX);
    }

    private Manifest manifest(LocalDate day, String digest, Map<String, String> determinants) {
        List<Manifest.DataFile> files = dataFiles(storage.list(folders.ofRun(table, day, run)).stream()
                .filter(file -> file.getPath().getName().startsWith("part-"))
                .toList());
        return new Manifest(
                table.name(),
                day.toString(),
                run,
                table.schema().toDDL(),
                files.stream().mapToLong(Manifest.DataFile::rows).sum(),
                digest,
                files,
                new TreeMap<>(determinants));
    }

    /** The files with the numbers of rows that their footers tell. */
    private List<Manifest.DataFile> dataFiles(List<FileStatus> files) {
        ParquetCheck parquet = new ParquetCheck(storage.configuration());
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(FOOTER_THREADS, files.size())));
        try {
            List<Future<Manifest.DataFile>> read = files.stream()
                    .map(file -> threads.submit(() -> new Manifest.DataFile(
                            file.getPath().getName(), file.getLen(), parquet.rows(file.getPath()))))
                    .toList();
            List<Manifest.DataFile> known = new ArrayList<>();
            for (Future<Manifest.DataFile> file : read) {
                known.add(file.get());
            }
            return known;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a table was written", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** What the files of this run hold. */
    private Dataset<Row> written(List<Path> runFolders) {
        List<String> filled = runFolders.stream()
                .filter(folder -> !storage.list(folder).isEmpty())
                .map(Path::toString)
                .toList();
        return filled.isEmpty() ? store.read(table, List.of()) : store.parquet(table, filled);
    }

    private void requireDigests(Dataset<Row> written, Map<LocalDate, Manifest> manifests) {
        Column hash = xxhash64(table.columns());
        Map<String, String> readBack = new TreeMap<>();
        written.groupBy(col(Table.DAY).cast("string"))
                .agg(sum(shiftright(hash, Integer.SIZE)), sum(hash.bitwiseAND(LOWER_HALF)))
                .collectAsList()
                .forEach(day -> readBack.put(day.getString(0), digest(day.getLong(1), day.getLong(2))));
        manifests.forEach((day, manifest) -> {
            String found = readBack.getOrDefault(day.toString(), digest(0, 0));
            if (!found.equals(manifest.digest())) {
                throw new StorageException(
                        "wrote rows with the digest %s to %s and read back rows with the digest %s: check the file system"
                                .formatted(manifest.digest(), folders.ofRun(table, day, run), found));
            }
        });
    }

    private void requireUniqueKeys(Dataset<Row> rows) {
        if (table.key().isEmpty()) {
            return;
        }
        Dataset<Row> repeated =
                rows.groupBy(table.keyColumns()).count().filter(col(COUNT).gt(1));
        // The least one and not the first: Spark looks for a first row in one partition after the other.
        Row least = repeated.agg(min(struct(col("*")))).first();
        if (!least.isNullAt(0)) {
            throw new IllegalArgumentException("illegal rows for table %s: key %s occurs more than once: %s"
                    .formatted(table.name(), table.key(), least.getStruct(0)));
        }
    }

    private void deleteOtherRuns(LocalDate day) {
        storage.list(folders.ofDay(table, day)).stream()
                .filter(FileStatus::isDirectory)
                .map(FileStatus::getPath)
                .filter(path -> path.getName().startsWith(TableFolders.RUN_PREFIX)
                        && !path.getName().equals(TableFolders.RUN_PREFIX + run))
                .sorted(Comparator.naturalOrder())
                .forEach(storage::delete);
    }

    /** After a failure: deletes this run's folders of days that have no manifest, such as rows with a null day. */
    private void deleteUnannouncedDays() {
        for (FileStatus day : storage.list(folders.ofTable(table))) {
            if (day.isDirectory()
                    && storage.read(folders.manifest(day.getPath())).isEmpty()) {
                storage.delete(new Path(day.getPath(), TableFolders.RUN_PREFIX + run));
                if (storage.list(day.getPath()).isEmpty()) {
                    storage.delete(day.getPath());
                }
            }
        }
    }

    // Spark wraps the errors of the file system that it writes to. Errors from computing the rows pass through, also
    // that a
    // file of the same table, of an earlier day or run, could not be read.
    private static RuntimeException storageFault(Path folder, Throwable thrown) {
        for (Throwable cause = UnreadFile.path(thrown).isPresent() ? null : thrown;
                cause != null;
                cause = cause.getCause()) {
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
