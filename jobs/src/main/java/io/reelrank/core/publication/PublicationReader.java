package io.reelrank.core.publication;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.publication.Publication.Pointer;
import io.reelrank.core.publication.Publication.PublishedDataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Reads what nights have published under a storage root. Everything that is opened through one {@link Publication} is of
 * one night; ask for {@link #latest} again to see a newer one.
 */
public final class PublicationReader {
    /** The folder of everything that is published, relative to the storage root. */
    public static final String FOLDER = "published";

    /** The folder of the publications, relative to the storage root. */
    public static final String RUNS = FOLDER + "/runs";

    private final Storage storage;
    private final Path root;

    /**
     * @param root {@code reelrank.storage.root} of the nights
     * @param hadoop Hadoop's configuration, with the credentials of the file system
     */
    public PublicationReader(String root, Configuration hadoop) {
        this(new Storage(hadoop), new Path(root));
    }

    /** The same with an access to storage that is there already. */
    public PublicationReader(Storage storage, Path root) {
        this.storage = storage;
        this.root = root;
    }

    /** The pointer; nothing before the first publication. */
    public Optional<Pointer> pointer() {
        return new PublicationPointer(storage, root).current();
    }

    /**
     * The current publication; nothing before the first.
     *
     * @throws StorageException if the manifest is not there, or is another than the pointer was moved to
     */
    public Optional<Publication> latest() {
        return pointer().map(pointer -> {
            Path manifest = new Path(root, pointer.manifest());
            Publication publication = read(manifest, Publication.class)
                    .orElseThrow(() ->
                            new StorageException("the pointer %s leads to %s, which is not there: run reelrank rollback"
                                    .formatted(new PublicationPointer(storage, root).file(), pointer.manifest())));
            if (!publication.seal().equals(pointer.seal())) {
                throw new StorageException(
                        "%s is not the manifest that was published: run reelrank rollback".formatted(manifest));
            }
            if (!publication
                    .pointer(pointer.previous(), pointer.moved(), pointer.fence())
                    .equals(pointer)) {
                throw new StorageException("the pointer %s was changed after it was moved: run reelrank rollback %s"
                        .formatted(new PublicationPointer(storage, root).file(), publication.date()));
            }
            return publication;
        });
    }

    /** All publications that are complete and have a readable manifest, the newest date and, of one date, the last written first. */
    public List<Publication> all() {
        List<Publication> publications = new ArrayList<>();
        for (FileStatus day : storage.list(new Path(root, RUNS))) {
            for (FileStatus run : storage.list(day.getPath())) {
                try {
                    read(new Path(run.getPath(), Publication.MANIFEST), Publication.class)
                            .ifPresent(publications::add);
                } catch (StorageException e) {
                    // One damaged manifest must not hide the others, to which somebody wants to go back.
                }
            }
        }
        publications.sort(Comparator.comparing(Publication::date)
                .thenComparing(Publication::lease)
                .thenComparing(Publication::run)
                .reversed());
        return publications;
    }

    /** The rows of a dataset. */
    public Dataset<Row> open(SparkSession spark, Publication publication, String dataset) {
        PublishedDataset opened = publication.dataset(dataset);
        return spark.read()
                .schema(StructType.fromDDL(opened.schema()))
                .parquet(
                        files(publication, dataset).stream().map(Path::toString).toArray(String[]::new));
    }

    /** The Parquet files of a dataset, for readers other than Spark. */
    public List<Path> files(Publication publication, String dataset) {
        PublishedDataset opened = publication.dataset(dataset);
        Path folder = new Path(root, opened.path());
        return opened.files().stream()
                .map(file -> new Path(folder, file.name()))
                .toList();
    }

    /**
     * Compares every file with the manifest: its presence, bytes, checksum, rows and columns.
     *
     * @return what is damaged, one line each; empty for a good publication
     */
    public List<String> damages(Publication publication) {
        return new PublicationCheck(storage, root).damages(publication);
    }

    private <T> Optional<T> read(Path path, Class<T> type) {
        return storage.read(path).map(bytes -> {
            try {
                return Json.read(bytes, type);
            } catch (IOException e) {
                throw new StorageException(
                        "cannot read %s as a %s: %s; run reelrank verify, and reelrank rollback"
                                .formatted(path, type.getSimpleName(), e.getMessage()),
                        e);
            }
        });
    }
}
