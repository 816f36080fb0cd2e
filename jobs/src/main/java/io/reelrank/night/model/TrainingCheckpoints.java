package io.reelrank.night.model;

import io.reelrank.core.files.Digest;
import io.reelrank.core.files.Json;
import io.reelrank.core.files.Storage;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.stage.StageContext;
import io.reelrank.engine.als.Sweep;
import io.reelrank.engine.als.SweepCheckpoints;
import io.reelrank.engine.als.SweepState;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The sweeps of a training under {@code checkpoints/}, kept every few minutes: a night that is killed in a long training
 * goes on from the last one. A state belongs to the determinants of the stage, so that no other training reads it.
 */
final class TrainingCheckpoints implements SweepCheckpoints {
    /** How much of a training is lost at most; one that takes less time keeps nothing. */
    static final Duration PERIOD = Duration.ofMinutes(3);

    private static final String STATE = "state.json";
    private static final String USERS = "users";
    private static final String ITEMS = "items";

    private final SparkSession spark;
    private final Storage storage;
    private final Path folder;
    private final Duration period;
    private long kept = System.nanoTime();

    /**
     * What is kept beside the factors.
     *
     * @param sweeps the reports of the sweeps so far
     * @param map [features × rank] the map of the videos' features
     */
    // An array, because boxed numbers would cost more than they are worth. Nobody calls equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record Kept(List<Sweep> sweeps, float[] map) {}

    /**
     * @param training tells the trainings of a night apart
     * @param period the least time between two states
     */
    TrainingCheckpoints(StageContext run, String training, Duration period) {
        this.spark = run.spark();
        this.storage = run.storage();
        this.folder = new Path(run.checkpoints(), "%s-%s".formatted(training, Digest.of(run.determinants())));
        this.period = period;
    }

    @Override
    public Optional<SweepState> newest() {
        return storage.list(folder).stream()
                .map(FileStatus::getPath)
                .sorted(Comparator.comparing((Path sweep) -> sweep.getName()).reversed())
                .flatMap(sweep -> read(sweep).stream())
                .findFirst();
    }

    /** The state in a folder; nothing for one that was not written to its end. */
    private Optional<SweepState> read(Path sweep) {
        return storage.read(new Path(sweep, STATE)).map(bytes -> {
            try {
                Kept state = Json.read(bytes, Kept.class);
                return new SweepState(state.sweeps(), factors(sweep, USERS), factors(sweep, ITEMS), state.map());
            } catch (IOException e) {
                throw new StorageException(
                        "cannot read %s: %s; delete its folder, and training starts anew"
                                .formatted(new Path(sweep, STATE), e.getMessage()),
                        e);
            }
        });
    }

    private Dataset<Row> factors(Path sweep, String side) {
        return spark.read().parquet(new Path(sweep, side).toString());
    }

    @Override
    public void offer(Supplier<SweepState> state) {
        if (System.nanoTime() - kept < period.toNanos()) {
            return;
        }
        SweepState after = state.get();
        Path sweep = new Path(folder, "sweep-%04d".formatted(after.sweeps().size()));
        storage.delete(sweep);
        after.users().write().parquet(new Path(sweep, USERS).toString());
        after.items().write().parquet(new Path(sweep, ITEMS).toString());
        storage.replace(new Path(sweep, STATE), Json.bytes(new Kept(after.sweeps(), after.map())));
        storage.list(folder).stream()
                .map(FileStatus::getPath)
                .filter(other -> !other.getName().equals(sweep.getName()))
                .forEach(storage::delete);
        kept = System.nanoTime();
    }

    /** Deletes the states, because the training ended. */
    void delete() {
        storage.delete(folder);
    }
}
