package io.reelrank.tuning;

import io.reelrank.settings.ModelSettings;
import io.reelrank.tables.Json;
import io.reelrank.tables.Storage;
import io.reelrank.tables.StorageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;

/**
 * The outcomes so far, on the storage, so that a search that was interrupted goes on where it stopped, and one with a
 * larger budget need not begin anew. Outcomes from other data, or judged otherwise, lie in another file.
 */
final class Journal {
    private static final int NAME_LENGTH = 12;

    private final Storage storage;
    private final Path file;
    private final List<Outcome> outcomes;

    private Journal(Storage storage, Path file, List<Outcome> outcomes) {
        this.storage = storage;
        this.file = file;
        this.outcomes = outcomes;
    }

    /** The file's JSON. */
    record Page(List<Outcome> outcomes) {}

    /**
     * The journal of searches over the same data.
     *
     * @param folder where it lies
     * @param judged a digest of what an outcome follows from besides the model's settings
     * @throws StorageException if the file is not a journal
     */
    static Journal open(Storage storage, Path folder, String judged) {
        Path file = new Path(folder, "journal-%s.json".formatted(judged.substring(0, NAME_LENGTH)));
        List<Outcome> outcomes = new ArrayList<>();
        storage.read(file).ifPresent(bytes -> outcomes.addAll(outcomes(file, bytes)));
        return new Journal(storage, file, outcomes);
    }

    /** The outcome of a trial of these settings: the one noted, or else that of the trial, which is noted. */
    Outcome outcome(ModelSettings settings, Supplier<Outcome> trial) {
        for (Outcome outcome : outcomes) {
            if (outcome.settings().equals(settings)) {
                return outcome;
            }
        }
        Outcome outcome = trial.get();
        outcomes.add(outcome);
        storage.replace(file, Json.bytes(new Page(outcomes)));
        return outcome;
    }

    private static List<Outcome> outcomes(Path file, byte[] bytes) {
        try {
            return Json.read(bytes, Page.class).outcomes();
        } catch (IOException e) {
            throw new StorageException(
                    "%s is no journal of trials: remove it, and the search begins anew".formatted(file), e);
        }
    }
}
