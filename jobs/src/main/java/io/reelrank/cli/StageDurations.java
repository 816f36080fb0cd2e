package io.reelrank.cli;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.stage.StageSummary;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** How long stages took in earlier runs, by the newest run records under a storage root. */
final class StageDurations {
    /** More folders and records are not read: a storage root may hold years of nights. */
    private static final int MOST_DATES = 7;

    private static final int MOST_RECORDS = 20;

    private StageDurations() {}

    /** Where a run's record is, below the storage root. */
    static Path record(Path root, String date, String run) {
        return new Path(root, "runs/date=%s/run=%s/run.json".formatted(date, run));
    }

    /**
     * The seconds of each stage in the newest run that computed it. A reused or failed stage does not count. A record
     * that cannot be read is passed over: the progress line is not worth a failed night.
     *
     * @param stages the names of the stages asked for
     * @return seconds by name; a stage that no record has is missing
     */
    static Map<String, Double> newest(Storage storage, Path root, Set<String> stages) {
        List<Path> runs = newestFirst(storage, new Path(root, "runs"))
                .limit(MOST_DATES)
                .flatMap(date -> newestFirst(storage, date))
                .limit(MOST_RECORDS)
                .toList();
        Map<String, Double> seconds = new HashMap<>();
        for (Path run : runs) {
            if (seconds.keySet().containsAll(stages)) {
                break;
            }
            read(storage, new Path(run, "run.json")).ifPresent(record -> record.stages().stream()
                    .filter(stage -> stage.state() == StageSummary.State.DONE && stages.contains(stage.stage()))
                    .forEach(stage -> seconds.putIfAbsent(stage.stage(), stage.seconds())));
        }
        return seconds;
    }

    private static Stream<Path> newestFirst(Storage storage, Path folder) {
        try {
            List<FileStatus> files = storage.list(folder);
            return files.stream().map(FileStatus::getPath).sorted(Comparator.reverseOrder());
        } catch (StorageException e) {
            return Stream.empty();
        }
    }

    private static Optional<RunRecord> read(Storage storage, Path record) {
        try {
            Optional<byte[]> bytes = storage.read(record);
            return bytes.isEmpty() ? Optional.empty() : Optional.of(Json.read(bytes.get(), RunRecord.class));
        } catch (IOException | StorageException e) {
            return Optional.empty();
        }
    }
}
