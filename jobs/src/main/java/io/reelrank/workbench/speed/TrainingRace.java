package io.reelrank.workbench.speed;

import io.reelrank.core.settings.ModelSettings;
import io.reelrank.engine.als.Sweep;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.ImplicitAls;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Times our training and MLlib's on the same ratings with the same objective.
 *
 * <p>MLlib does not report the time of an iteration. It is taken as the difference of two trainings' times over the
 * difference of their iterations. Ours is the median time of a sweep, which includes the loss.
 */
public final class TrainingRace {
    private static final double NANOS = 1e9;
    private static final int FEW_ITERATIONS = 2;
    private static final int MANY_ITERATIONS = 10;
    // Ours may take more sweeps to reach the loss of MLlib.
    private static final int OUR_ITERATIONS = 16;

    private final SparkSession spark;
    private final ModelSettings settings;

    /**
     * @param spark the session, with a checkpoint folder
     * @param settings the settings of both; solver and iterations are overridden
     */
    public TrainingRace(SparkSession spark, ModelSettings settings) {
        this.spark = spark;
        this.settings = settings;
    }

    /**
     * The result of one race.
     *
     * @param size the name of the size
     * @param pairs the number of pairs
     * @param rank the rank
     * @param ours seconds of one of our sweeps
     * @param mllibs seconds of one iteration of MLlib
     * @param ratio mllibs / ours
     * @param mllibsLoss the loss of MLlib after {@value #MANY_ITERATIONS} iterations
     * @param oursLoss our loss after the first sweep that reached MLlib's loss, or after the last sweep
     * @param mllibsSeconds the whole time of MLlib's training
     * @param oursSeconds our whole time up to MLlib's loss; NaN if ours did not reach it
     * @param timeRatio mllibsSeconds / oursSeconds
     * @param mllibsPeak the peak of the heap during MLlib's training, in bytes
     * @param oursPeak the peak of the heap during ours, in bytes
     */
    public record TrainingResult(
            String size,
            long pairs,
            int rank,
            double ours,
            double mllibs,
            double ratio,
            double mllibsLoss,
            double oursLoss,
            double mllibsSeconds,
            double oursSeconds,
            double timeRatio,
            long mllibsPeak,
            long oursPeak) {}

    /** Races at one rank. */
    public TrainingResult run(RaceSize size, int rank) {
        Dataset<Row> ratings =
                new DrawnRatings(size, settings.seed()).on(spark).persist(StorageLevel.MEMORY_AND_DISK());
        long pairs = ratings.count();
        ModelSettings withRank = settings.with("rank", rank);
        ModelSettings mllib = withRank.by(ModelSettings.Solver.MLLIB);
        // Warms up: the first training compiles code and fills caches.
        train(ratings, mllib.with("iterations", 1));
        double fewSeconds = timed(() -> train(ratings, mllib.with("iterations", FEW_ITERATIONS)))
                .seconds();
        resetPeaks();
        Timed<Factors> mllibRun = timed(() -> train(ratings, mllib.with("iterations", MANY_ITERATIONS)));
        long mllibsPeak = peak();
        double mllibs = (mllibRun.seconds() - fewSeconds) / (MANY_ITERATIONS - FEW_ITERATIONS);
        ImplicitAls ials =
                new ImplicitAls(withRank.by(ModelSettings.Solver.IALS).with("iterations", OUR_ITERATIONS));
        double mllibsLoss = ials.loss()
                .of(ratings, mllibRun.value().users(), mllibRun.value().videos());

        new ImplicitAls(withRank.by(ModelSettings.Solver.IALS).with("iterations", FEW_ITERATIONS)).train(ratings);
        List<Sweep> sweeps = new ArrayList<>();
        resetPeaks();
        double allSeconds =
                timed(() -> ials.train(ratings, Optional.empty(), sweeps::add)).seconds();
        long oursPeak = peak();
        double inSweeps = sweeps.stream().mapToDouble(Sweep::seconds).sum();
        double reachedAfter = allSeconds - inSweeps;
        double loss = Double.NaN;
        for (Sweep sweep : sweeps) {
            reachedAfter += sweep.seconds();
            loss = sweep.loss();
            if (loss <= mllibsLoss) {
                break;
            }
        }
        double seconds = loss <= mllibsLoss ? reachedAfter : Double.NaN;
        ratings.unpersist();
        double sweep = median(sweeps);
        return new TrainingResult(
                size.name(),
                pairs,
                rank,
                sweep,
                mllibs,
                mllibs / sweep,
                mllibsLoss,
                loss,
                mllibRun.seconds(),
                seconds,
                mllibRun.seconds() / seconds,
                mllibsPeak,
                oursPeak);
    }

    /** The median seconds of our sweep, without MLlib. */
    public double sweepSeconds(RaceSize size, int rank) {
        Dataset<Row> ratings =
                new DrawnRatings(size, settings.seed()).on(spark).persist(StorageLevel.MEMORY_AND_DISK());
        List<Sweep> sweeps = new ArrayList<>();
        new ImplicitAls(settings.by(ModelSettings.Solver.IALS)
                        .with("rank", rank)
                        .with("iterations", 5))
                .train(ratings, Optional.empty(), sweeps::add);
        ratings.unpersist();
        return median(sweeps);
    }

    private static Factors train(Dataset<Row> ratings, ModelSettings settings) {
        Factors factors = new ImplicitAls(settings).train(ratings);
        // MLlib computes its last half sweep lazily, when the factors are read.
        factors.users().count();
        factors.videos().count();
        return factors;
    }

    private static double median(List<Sweep> sweeps) {
        return Medians.of(sweeps.stream().mapToDouble(Sweep::seconds));
    }

    private record Timed<T>(T value, double seconds) {}

    private static <T> Timed<T> timed(Supplier<T> work) {
        long start = System.nanoTime();
        T value = work.get();
        return new Timed<>(value, (System.nanoTime() - start) / NANOS);
    }

    private static void resetPeaks() {
        System.gc();
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peak() {
        return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
