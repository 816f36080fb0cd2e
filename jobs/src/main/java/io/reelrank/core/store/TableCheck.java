package io.reelrank.core.store;

import io.reelrank.core.files.Digest;
import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.store.StoredDays.StoredDay;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;

/**
 * Reads every byte of tables' files and compares them with the manifests.
 *
 * <p>Manifests have no checksums of files. A file system that keeps checksums (a local one through Hadoop, HDFS) finds a
 * changed byte anywhere; elsewhere the checksums of Parquet's pages find one in the data.
 *
 * @param storage access to the root
 * @param root the storage root
 */
public record TableCheck(Storage storage, Path root) {
    /**
     * The damages of a day.
     *
     * @param files the number of files that were compared
     * @param damages what is damaged, one line each
     */
    public record CheckedTables(int files, List<String> damages) {}

    /** Checks a day of all tables. */
    public CheckedTables of(LocalDate date) {
        int files = 0;
        List<String> damages = new ArrayList<>();
        for (StoredDay day : new StoredDays(storage, root).days()) {
            Path path = new Path(day.path(), TableFolders.MANIFEST);
            if (!day.date().equals(date) || !day.files().contains(TableFolders.MANIFEST)) {
                continue;
            }
            try {
                Manifest manifest = Json.read(storage.read(path).orElseThrow(), Manifest.class);
                files += manifest.files().size();
                damages.addAll(damages(new Path(day.path(), TableFolders.RUN_PREFIX + manifest.run()), manifest));
            } catch (IOException | StorageException e) {
                damages.add("%s cannot be read: %s".formatted(path, e.getMessage()));
            }
        }
        return new CheckedTables(files, damages);
    }

    private List<String> damages(Path folder, Manifest manifest) {
        List<String> damages = new ArrayList<>();
        Map<String, Long> lengths = new HashMap<>();
        storage.list(folder).forEach(file -> lengths.put(file.getPath().getName(), file.getLen()));
        Set<String> columns = new TreeSet<>(
                Arrays.asList(StructType.fromDDL(manifest.schema()).fieldNames()));
        for (Manifest.DataFile file : manifest.files()) {
            Path path = new Path(folder, file.name());
            Long length = lengths.get(file.name());
            if (length == null) {
                damages.add("%s is missing".formatted(path));
            } else if (length != file.bytes()) {
                damages.add("%s has %d bytes instead of %d".formatted(path, length, file.bytes()));
            } else {
                damages.addAll(contentDamages(path, file, columns));
            }
        }
        return damages;
    }

    private List<String> contentDamages(Path path, Manifest.DataFile file, Set<String> columns) {
        try {
            // Only to read every byte: the file system compares its own checksums.
            Digest.sha256(storage.open(path));
        } catch (IOException | StorageException e) {
            return List.of("%s cannot be read: %s".formatted(path, e.getMessage()));
        }
        return new ParquetCheck(storage.configuration()).pages(path, file.rows(), columns);
    }
}
