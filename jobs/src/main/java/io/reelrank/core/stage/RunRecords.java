package io.reelrank.core.stage;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The records of the runs under a storage root. A record that cannot be read is passed over: what is made of earlier records
 * is not worth a failed night.
 *
 * @param storage access to the root
 * @param root the storage root
 */
public record RunRecords(Storage storage, Path root) {
    /** The folder of all records, relative to the storage root. */
    public static final String FOLDER = "runs";

    private static final String DATE = "date=";
    private static final String RUN = "run=";

    /** Where the record of a run is. */
    public Path file(String date, String run) {
        return new Path(folder(date, run), "run.json");
    }

    /** The folder of a run's record and page. */
    public Path folder(String date, String run) {
        return new Path(root, "%s/%s%s/%s%s".formatted(FOLDER, DATE, date, RUN, run));
    }

    /**
     * The records, the newest date first, and of one date the newest run first; each is read when it is asked for.
     *
     * @param wanted the dates whose records are asked for
     * @param most the most dates
     */
    public Stream<RunRecord> newestFirst(Predicate<LocalDate> wanted, int most) {
        return listed(new Path(root, FOLDER), DATE)
                .filter(date -> date(date).filter(wanted).isPresent())
                .limit(most)
                .flatMap(date -> listed(date, RUN))
                .flatMap(run -> read(new Path(run, "run.json")).stream());
    }

    private Stream<Path> listed(Path folder, String prefix) {
        try {
            List<FileStatus> files = storage.list(folder);
            return files.stream()
                    .map(FileStatus::getPath)
                    .filter(path -> path.getName().startsWith(prefix))
                    .sorted(Comparator.reverseOrder());
        } catch (StorageException e) {
            return Stream.empty();
        }
    }

    private static Optional<LocalDate> date(Path folder) {
        try {
            return Optional.of(LocalDate.parse(folder.getName().substring(DATE.length())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Optional<RunRecord> read(Path file) {
        try {
            Optional<byte[]> bytes = storage.read(file);
            return bytes.isEmpty() ? Optional.empty() : Optional.of(Json.read(bytes.get(), RunRecord.class));
        } catch (IOException | StorageException e) {
            return Optional.empty();
        }
    }
}
