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
 * The outcomes of trials so far, kept on the storage. A search or an ablation that was interrupted continues where it
 * stopped, and a larger one does not repeat trials. Trials on other data or with other metrics have another file.
 *
 * @param <T> the outcome of a trial, written as JSON
 */
final class TrialJournal<T> {
    private static final int NAME_LENGTH = 12;

    private final Storage storage;
    private final Path file;
    private final List<T> outcomes;

    private TrialJournal(Storage storage, Path file, List<T> outcomes) {
        this.storage = storage;
        this.file = file;
        this.outcomes = outcomes;
    }

    /**
     * The journal of trials over the same data.
     *
     * @param folder the folder of the file
     * @param kind the class of outcomes
     * @param inputs a digest of all that trials share: data, metrics and settings
     * @throws StorageException if the file is not a journal
     */
    static <T> TrialJournal<T> open(Storage storage, Path folder, Class<T[]> kind, String inputs) {
        Path file = new Path(folder, "journal-%s.json".formatted(inputs.substring(0, NAME_LENGTH)));
        List<T> outcomes = new ArrayList<>();
        storage.read(file).ifPresent(bytes -> outcomes.addAll(parse(file, bytes, kind)));
        return new TrialJournal<>(storage, file, outcomes);
    }

    /**
     * The outcome of a trial: the one in the journal, or else of running it now, which is then added to the journal.
     */
    T of(Predicate<T> isOfTrial, Supplier<T> trial) {
        return outcomes.stream().filter(isOfTrial).findFirst().orElseGet(() -> {
            T outcome = trial.get();
            outcomes.add(outcome);
            storage.replace(file, Json.bytes(outcomes));
            return outcome;
        });
    }

    private static <T> List<T> parse(Path file, byte[] bytes, Class<T[]> kind) {
        try {
            return List.of(Json.read(bytes, kind));
        } catch (IOException e) {
            throw new StorageException("%s is no journal of trials: remove it, and they begin anew".formatted(file), e);
        }
    }
}
