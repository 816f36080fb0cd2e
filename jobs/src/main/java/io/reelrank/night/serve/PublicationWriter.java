package io.reelrank.night.serve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.core.files.Digest;
import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.publication.Publication;
import io.reelrank.core.publication.Publication.PublishedDataset;
import io.reelrank.core.publication.Publication.PublishedFile;
import io.reelrank.core.store.Manifest;
import io.reelrank.core.store.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** Writes publications under {@code published/}. */
final class PublicationWriter {
    private static final long ROWS_A_FILE = 1_000_000;

    private final Storage storage;
    private final Path root;

    /** @param root the storage root */
    PublicationWriter(Storage storage, Path root) {
        this.storage = storage;
        this.root = root;
    }

    /**
     * Writes a dataset of a publication and reads it back.
     *
     * @param rows the table's rows
     * @param source the manifest of the table's day
     * @param path the publication's folder, relative to the root
     * @throws StorageException if the number of rows that are read back differs from the number written
     */
    PublishedDataset dataset(Table table, Dataset<Row> rows, Manifest source, String path) {
        String folder = path + "/" + table.name();
        Path target = new Path(root, folder);
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
        List<PublishedFile> written = readBack(table, rows, target);
        long count = written.stream().mapToLong(PublishedFile::rows).sum();
        if (count != source.rows()) {
            throw new StorageException("published %d rows of %s to %s and read back %d: check the file system"
                    .formatted(source.rows(), table.name(), target, count));
        }
        Map<String, String> inputs = new TreeMap<>(source.from());
        inputs.put("table " + table.name(), source.digest());
        return new PublishedDataset(
                table.name(),
                folder,
                table.schema().toDDL(),
                table.key(),
                count,
                written.stream().mapToLong(PublishedFile::bytes).sum(),
                written,
                inputs);
    }

    /**
     * Copies pages into a publication.
     *
     * @param drafts the folder of the pages
     * @param pages the publication's folder of pages, relative to the root
     */
    List<PublishedFile> pages(Path drafts, String pages) {
        List<PublishedFile> copied = new ArrayList<>();
        copy(drafts, "", new Path(root, pages), copied);
        return copied;
    }

    private void copy(Path folder, String name, Path pages, List<PublishedFile> copied) {
        for (FileStatus file : storage.list(folder)) {
            String below = name + file.getPath().getName();
            if (file.isDirectory()) {
                copy(file.getPath(), below + "/", pages, copied);
            } else {
                storage.read(file.getPath()).ifPresent(page -> {
                    storage.replace(new Path(pages, below), page);
                    copied.add(new PublishedFile(below, page.length, 0, checksum(page)));
                });
            }
        }
    }

    private static String checksum(byte[] page) {
        try {
            return Digest.sha256(new ByteArrayInputStream(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the manifest: the publication is complete then. Readers do not see it before the pointer moves. */
    void complete(Publication publication) {
        storage.replace(new Path(root, publication.manifestPath()), Json.bytes(publication));
    }

    /** Deletes what a run wrote and the pointer was never moved to. */
    void discard(LocalDate date, String run) {
        storage.delete(new Path(root, Publication.path(date.toString(), run)));
    }

    private List<PublishedFile> readBack(Table table, Dataset<Row> rows, Path target) {
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
                .map(path -> List.of(new Path(path).getName(), forced(new Path(path), hadoop)))
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

    /** Forces a file to disk, so that the pointer never leads to one that a power cut emptied, and sums it up. */
    private static String forced(Path path, SerializableConfiguration hadoop) {
        Storage storage = new Storage(hadoop.value());
        storage.force(path);
        try {
            return Digest.sha256(storage.open(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read back " + path, e);
        }
    }
}
