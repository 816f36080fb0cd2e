package io.reelrank.workbench.tuning;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;

/**
 * What was found so far, on the storage, so that a search or an ablation that was interrupted goes on where it stopped,
 * and a larger one need not begin anew. What follows from other data, or was judged otherwise, lies in another file.
 *
 * @param <T> what a trial finds, written as JSON
 */
final class TrialJournal<T> {
    private static final int NAME_LENGTH = 12;

    private final Storage storage;
    private final Path file;
    private final List<T> found;

    private TrialJournal(Storage storage, Path file, List<T> found) {
        this.storage = storage;
        this.file = file;
        this.found = found;
    }

    /**
     * The journal of trials over the same data.
     *
     * @param folder where it lies
     * @param kind what its trials find
     * @param judged a digest of what that follows from besides what trials differ in
     * @throws StorageException if the file is not a journal
     */
    static <T> TrialJournal<T> open(Storage storage, Path folder, Class<T[]> kind, String judged) {
        Path file = new Path(folder, "journal-%s.json".formatted(judged.substring(0, NAME_LENGTH)));
        List<T> found = new ArrayList<>();
        storage.read(file).ifPresent(bytes -> found.addAll(found(file, bytes, kind)));
        return new TrialJournal<>(storage, file, found);
    }

    /** What was noted of a trial, or else what it finds now, which is noted. */
    T of(Predicate<T> isIts, Supplier<T> trial) {
        return found.stream().filter(isIts).findFirst().orElseGet(() -> {
            T finding = trial.get();
            found.add(finding);
            storage.replace(file, Json.bytes(found));
            return finding;
        });
    }

    private static <T> List<T> found(Path file, byte[] bytes, Class<T[]> kind) {
        try {
            return List.of(Json.read(bytes, kind));
        } catch (IOException e) {
            throw new StorageException("%s is no journal of trials: remove it, and they begin anew".formatted(file), e);
        }
    }
}
