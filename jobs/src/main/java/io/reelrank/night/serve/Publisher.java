package io.reelrank.night.serve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import io.reelrank.night.serve.PublishedVersion.Pointer;
import io.reelrank.night.serve.PublishedVersion.PublishedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;

/** Writes the versions of one dataset under {@code published/<dataset>}, and moves its pointer. */
final class Publisher {
    /**
     * What all datasets that are published together have in common.
     *
     * @param date the night's date
     * @param run the run that publishes
     * @param gates the gate's outcome and finding, by check
     * @param created when the run began
     * @param validUntil when the versions become stale
     */
    record Release(LocalDate date, String run, Map<String, String> gates, Instant created, Instant validUntil) {}

    private static final long ROWS_A_FILE = 1_000_000;
    private static final String MANIFEST = "_MANIFEST.json";
    private static final String POINTER = "LATEST.json";

    private final Storage storage;
    private final Path root;
    private final Table table;
    private final String folder;

    Publisher(Storage storage, Path root, Table table) {
        this.storage = storage;
        this.root = root;
        this.table = table;
        this.folder = "published/" + table.name();
    }

    /** The pointer to the current version; empty before the first publication. */
    Optional<Pointer> pointer() {
        Path path = new Path(root, folder + "/" + POINTER);
        return storage.read(path).map(bytes -> {
            try {
                return Json.read(bytes, Pointer.class);
            } catch (IOException e) {
                throw new StorageException("cannot read the pointer %s: %s".formatted(path, e.getMessage()), e);
            }
        });
    }

    /**
     * Writes a version and reads it back. Readers do not see it before {@link #point}.
     *
     * @param rows the table's rows
     * @param source the manifest of the table's day
     * @param release what the version's manifest says about the release
     * @return the version; its manifest is written
     * @throws StorageException if the number of rows that are read back differs from the number written
     */
    PublishedVersion write(Dataset<Row> rows, Manifest source, Release release) {
        String path = path(release.date(), release.run());
        Path target = new Path(root, path);
        Column[] key = table.key().stream().map(functions::col).toArray(Column[]::new);
        Column[] columns =
                table.fields().stream().map(field -> col(field.name())).toArray(Column[]::new);
        int files = Math.toIntExact(1 + source.rows() / ROWS_A_FILE);
        rows.select(columns)
                .repartition(files, key)
                .sortWithinPartitions(key)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(target.toString());
        List<PublishedFile> written = readBack(rows, target);
        long count = written.stream().mapToLong(PublishedFile::rows).sum();
        if (count != source.rows()) {
            throw new StorageException("published %d rows of %s to %s and read back %d: check the file system"
                    .formatted(source.rows(), table.name(), target, count));
        }
        Map<String, String> inputs = new TreeMap<>(source.from());
        inputs.put("table " + table.name(), source.digest());
        PublishedVersion version = new PublishedVersion(
                table.name(),
                release.date().toString(),
                release.run(),
                path,
                table.schema().toDDL(),
                table.key(),
                count,
                written.stream().mapToLong(PublishedFile::bytes).sum(),
                written,
                inputs,
                release.gates(),
                release.created().toString(),
                release.validUntil().toString(),
                pointer().map(Pointer::run).orElse(""));
        storage.replace(new Path(target, MANIFEST), Json.bytes(version));
        return version;
    }

    /** Moves the pointer to a version, atomically. */
    void point(PublishedVersion version) {
        Pointer pointer = new Pointer(
                version.dataset(),
                version.date(),
                version.run(),
                version.path(),
                version.path() + "/" + MANIFEST,
                version.rows(),
                version.previous());
        storage.replace(new Path(root, folder + "/" + POINTER), Json.bytes(pointer));
    }

    /** Deletes a version that the pointer was never moved to. */
    void discard(LocalDate date, String run) {
        storage.delete(new Path(root, path(date, run)));
    }

    /** Deletes all versions but the newest {@code keep}, the current one and the one before it. */
    void prune(int keep) {
        Set<String> needed = pointer()
                .map(pointer -> Set.of(pointer.run(), pointer.previous()))
                .orElse(Set.of());
        List<Path> versions = new ArrayList<>();
        for (FileStatus day : storage.list(new Path(root, folder + "/runs"))) {
            storage.list(day.getPath()).forEach(run -> versions.add(run.getPath()));
        }
        versions.sort(Comparator.comparing((Path run) -> run.getParent().getName())
                .thenComparing(Path::getName)
                .reversed());
        versions.stream()
                .skip(keep)
                .filter(run -> !needed.contains(run.getName().replace("run=", "")))
                .forEach(storage::delete);
    }

    private List<PublishedFile> readBack(Dataset<Row> rows, Path target) {
        Map<String, Long> counts = new HashMap<>();
        rows.sparkSession()
                .read()
                .schema(table.schema())
                .parquet(target.toString())
                .groupBy(col("_metadata.file_name"))
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(file -> counts.put(file.getString(0), file.getLong(1)));
        List<FileStatus> files = storage.list(target).stream()
                .filter(file -> file.getPath().getName().startsWith("part-"))
                .toList();
        List<String> paths =
                files.stream().map(file -> file.getPath().toString()).toList();
        SerializableConfiguration hadoop =
                new SerializableConfiguration(rows.sparkSession().sparkContext().hadoopConfiguration());
        Map<String, String> checksums = JavaSparkContext.fromSparkContext(
                        rows.sparkSession().sparkContext())
                .parallelize(paths, Math.max(1, paths.size()))
                .map(path -> List.of(new Path(path).getName(), sha256(new Path(path), hadoop)))
                .collect()
                .stream()
                .collect(Collectors.toMap(sum -> sum.get(0), sum -> sum.get(1)));
        return files.stream()
                .map(file -> {
                    String name = file.getPath().getName();
                    return new PublishedFile(name, file.getLen(), counts.getOrDefault(name, 0L), checksums.get(name));
                })
                .toList();
    }

    private String path(LocalDate date, String run) {
        return "%s/runs/date=%s/run=%s".formatted(folder, date, run);
    }

    private static String sha256(Path path, SerializableConfiguration hadoop) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(new Storage(hadoop.value()).open(path), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read back " + path, e);
        }
    }
}
