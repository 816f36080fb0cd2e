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
 * Our training beside MLlib's on the same ratings with the same objective.
 *
 * <p>MLlib tells nothing of its iterations: what one takes is the difference between trainings of many and of few of
 * them, divided by the iterations between. Ours is the median of its sweeps, the loss of each included.
 */
public final class TrainingRace {
    private static final double NANOS = 1e9;
    private static final int FEW = 2;
    private static final int MANY = 10;
    // Ours gets more, to be seen reaching what MLlib reached.
    private static final int OURS = 16;

    private final SparkSession spark;
    private final ModelSettings settings;

    /**
     * @param spark the session, with a checkpoint folder
     * @param settings of both; the solver and the iterations are the race's own
     */
    public TrainingRace(SparkSession spark, ModelSettings settings) {
        this.spark = spark;
        this.settings = settings;
    }

    /**
     * How it went.
     *
     * @param size the data's size
     * @param pairs how many pairs it had
     * @param rank the factors' length
     * @param ours seconds of a sweep of ours
     * @param mllibs seconds of an iteration of MLlib's
     * @param ratio how many times faster ours is
     * @param mllibsLoss the loss that MLlib reached with {@value #MANY} iterations
     * @param oursLoss the loss that ours reached in the sweep that first was as good, or in the last
     * @param mllibsSeconds what MLlib took to its loss, all included
     * @param oursSeconds what ours took to that loss, all included; NaN when it did not get there
     * @param timeRatio how many times sooner ours was there
     * @param mllibsPeak the most heap in use while MLlib trained, in bytes
     * @param oursPeak the same of ours
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

    /** Trains both at one rank. */
    public TrainingResult run(RaceSize size, int rank) {
        Dataset<Row> ratings =
                new DrawnRatings(size, settings.seed()).on(spark).persist(StorageLevel.MEMORY_AND_DISK());
        long pairs = ratings.count();
        ModelSettings both = settings.with("rank", rank);
        ModelSettings mllib = both.by(ModelSettings.Solver.MLLIB);
        // The first training also compiles and fills caches.
        train(ratings, mllib.with("iterations", 1));
        double few = timed(() -> train(ratings, mllib.with("iterations", FEW))).seconds();
        resetPeaks();
        Timed<Factors> many = timed(() -> train(ratings, mllib.with("iterations", MANY)));
        long mllibsPeak = peak();
        double mllibs = (many.seconds() - few) / (MANY - FEW);
        ImplicitAls ials = new ImplicitAls(both.by(ModelSettings.Solver.IALS).with("iterations", OURS));
        double mllibsLoss =
                ials.loss().of(ratings, many.value().users(), many.value().videos());

        new ImplicitAls(both.by(ModelSettings.Solver.IALS).with("iterations", FEW)).train(ratings);
        List<Sweep> ours = new ArrayList<>();
        resetPeaks();
        double all =
                timed(() -> ials.train(ratings, Optional.empty(), ours::add)).seconds();
        long oursPeak = peak();
        double inSweeps = ours.stream().mapToDouble(Sweep::seconds).sum();
        double reached = all - inSweeps;
        double loss = Double.NaN;
        for (Sweep sweep : ours) {
            reached += sweep.seconds();
            loss = sweep.loss();
            if (loss <= mllibsLoss) {
                break;
            }
        }
        double seconds = loss <= mllibsLoss ? reached : Double.NaN;
        ratings.unpersist();
        double sweep = median(ours);
        return new TrainingResult(
                size.name(),
                pairs,
                rank,
                sweep,
                mllibs,
                mllibs / sweep,
                mllibsLoss,
                loss,
                many.seconds(),
                seconds,
                many.seconds() / seconds,
                mllibsPeak,
                oursPeak);
    }

    /** Seconds of a sweep of ours alone. */
    public double sweepSeconds(RaceSize size, int rank) {
        Dataset<Row> ratings =
                new DrawnRatings(size, settings.seed()).on(spark).persist(StorageLevel.MEMORY_AND_DISK());
        List<Sweep> ours = new ArrayList<>();
        new ImplicitAls(settings.by(ModelSettings.Solver.IALS)
                        .with("rank", rank)
                        .with("iterations", 5))
                .train(ratings, Optional.empty(), ours::add);
        ratings.unpersist();
        return median(ours);
    }

    private static Factors train(Dataset<Row> ratings, ModelSettings settings) {
        Factors factors = new ImplicitAls(settings).train(ratings);
        // MLlib leaves its last half to whoever reads it.
        factors.users().count();
        factors.videos().count();
        return factors;
    }

    private static double median(List<Sweep> sweeps) {
        double[] seconds = sweeps.stream().mapToDouble(Sweep::seconds).sorted().toArray();
        return seconds[seconds.length / 2];
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
