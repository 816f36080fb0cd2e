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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * One run's write of some days of a table: it writes the rows to folders of the run, reads them back to count, digest
 * and check them, and then replaces the days' manifests. If anything fails, it deletes what it wrote.
 */
final class TableWriter {
    private static final String ROWS = "rows";
    private static final String LACKING = "lacking";
    private static final String COUNT = "count";

    // The two halves of each 64-bit hash are summed separately: the sum of whole hashes could overflow a long.
    private static final long LOWER_HALF = 0xFFFF_FFFFL;

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
        Observation observation = new Observation();
        Dataset<Row> observed = observed(rows, observation);
        List<Path> runFolders = from.keySet().stream()
                .map(day -> folders.ofRun(table, day, run))
                .toList();
        try {
            writeFiles(observed);
            long count = requireComplete(observation, from);
            Map<LocalDate, Manifest> manifests = readBack(runFolders, from);
            long readBack =
                    manifests.values().stream().mapToLong(Manifest::rows).sum();
            if (readBack != count) {
                throw new StorageException("wrote %d rows to %s and read back %d: check the file system"
                        .formatted(count, folders.ofTable(table), readBack));
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

    /** The table's columns, the day and the run; the rows, and those that lack a required value, are counted. */
    private Dataset<Row> observed(Dataset<Row> rows, Observation observation) {
        List<Column> columns = new ArrayList<>(List.of(table.columns()));
        columns.add(col(Table.DAY).cast("date"));
        columns.add(lit(run).as(TableFolders.RUN));
        return table.conformed(rows)
                .select(columns.toArray(Column[]::new))
                .observe(
                        observation,
                        count(lit(1)).as(ROWS),
                        count(when(table.lacksRequired().or(col(Table.DAY).isNull()), 1))
                                .as(LACKING));
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

    /** The number of written rows, none of which may lack a required value. */
    private long requireComplete(Observation observation, Map<LocalDate, Map<String, String>> from) {
        Map<String, Object> counts;
        try {
            counts = observation.getAsJava();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a table was written", e);
        }
        long count = (Long) counts.get(ROWS);
        long lacking = (Long) counts.get(LACKING);
        if (lacking > 0) {
            throw new IllegalArgumentException("illegal rows for table %s, days %s: %d of %d lack a required value"
                    .formatted(table.name(), from.keySet(), lacking, count));
        }
        return count;
    }

    /** Reads the written rows: counts and digests them by file, and checks that no key occurs twice in a day. */
    private Map<LocalDate, Manifest> readBack(List<Path> runFolders, Map<LocalDate, Map<String, String>> from) {
        Map<String, Map<String, Row>> byDayAndFile = new TreeMap<>();
        List<String> filled = runFolders.stream()
                .filter(folder -> !storage.list(folder).isEmpty())
                .map(Path::toString)
                .toList();
        if (!filled.isEmpty()) {
            Dataset<Row> rows = store.parquet(table, filled);
            requireUniqueKeys(rows);
            Column hash = xxhash64(table.columns());
            rows.groupBy(col(Table.DAY).cast("string"), col("_metadata.file_name"))
                    .agg(count(lit(1)), sum(shiftright(hash, Integer.SIZE)), sum(hash.bitwiseAND(LOWER_HALF)))
                    .collectAsList()
                    .forEach(file -> byDayAndFile
                            .computeIfAbsent(file.getString(0), day -> new TreeMap<>())
                            .put(file.getString(1), file));
        }
        Map<LocalDate, Manifest> manifests = new TreeMap<>();
        from.forEach((day, determinants) ->
                manifests.put(day, manifest(day, byDayAndFile.getOrDefault(day.toString(), Map.of()), determinants)));
        return manifests;
    }

    /**
     * The manifest of a day.
     *
     * @param byFile {@code day, file, rows, sum of upper halves, sum of lower halves} of the rows' hashes, by file
     */
    private Manifest manifest(LocalDate day, Map<String, Row> byFile, Map<String, String> determinants) {
        List<Manifest.DataFile> files = new ArrayList<>();
        for (FileStatus file : storage.list(folders.ofRun(table, day, run))) {
            String name = file.getPath().getName();
            if (name.startsWith("part-")) {
                long rows = byFile.containsKey(name) ? byFile.get(name).getLong(2) : 0;
                files.add(new Manifest.DataFile(name, file.getLen(), rows));
            }
        }
        BigInteger digest = byFile.values().stream()
                .map(file -> BigInteger.valueOf(file.getLong(3))
                        .shiftLeft(Integer.SIZE)
                        .add(BigInteger.valueOf(file.getLong(4))))
                .reduce(BigInteger.ZERO, BigInteger::add);
        return new Manifest(
                table.name(),
                day.toString(),
                run,
                table.schema().toDDL(),
                files.stream().mapToLong(Manifest.DataFile::rows).sum(),
                digest.toString(Character.MAX_RADIX),
                files,
                new TreeMap<>(determinants));
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

    // Spark wraps the errors of the file system that it writes to. Errors from computing the rows pass through.
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
