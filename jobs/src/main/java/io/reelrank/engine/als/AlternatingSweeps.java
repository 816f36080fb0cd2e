package io.reelrank.engine.als;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.als.HalfSweepSolver.HalfSweepPlan;
import io.reelrank.engine.solver.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Factorises ratings by alternating least squares: a sweep solves the items for fixed users, then the users for fixed
 * items (Hu, Koren, Volinsky 2008, section 4). It minimises the {@link Objective}. The users come last, so each user's
 * factors are exactly the least squares solution for the final items. Explanations and the fold-in of new users depend
 * on that.
 *
 * <p>With features of the items, the items' factors are drawn to a linear map of the features. The map is fitted again
 * each time the items are solved.
 *
 * <p>The factors of the fixed side are rotated into their Gramian's eigenbasis once. If they are small enough they are
 * broadcast, else each block gets only the rows that it needs.
 */
public final class AlternatingSweeps {
    private static final double NANOS = 1e9;

    private final Objective objective;
    private final SweepSettings settings;

    /**
     * @param objective what is minimised
     * @param settings how long, and how the work is divided
     */
    public AlternatingSweeps(Objective objective, SweepSettings settings) {
        this.objective = objective;
        this.settings = settings;
    }

    /** Factorises without features of the items: see {@link #run(Dataset, Optional, Optional, Consumer, SweepCheckpoints)}. */
    public Factorization run(Dataset<Row> ratings, Optional<Dataset<Row>> warm, Consumer<Sweep> observer) {
        return run(ratings, warm, Optional.empty(), observer);
    }

    /** Factorises without checkpoints. */
    public Factorization run(
            Dataset<Row> ratings,
            Optional<Dataset<Row>> warm,
            Optional<FeaturePrior> features,
            Consumer<Sweep> observer) {
        return run(ratings, warm, features, observer, SweepCheckpoints.none());
    }

    /**
     * Factorises.
     *
     * @param ratings {@code user_idx, video_idx, strength}, each pair once; pairs of strength 0 are ignored
     * @param warm {@code video_idx, factors}, each [rank]: a warm start. The map of the features is fitted to these
     *     factors, and all users are folded in to them; then items without factors get theirs from the users. Empty: a
     *     start with random factors of the users
     * @param features what is known of the items; empty draws all items to zero
     * @param observer receives the report of every sweep, also of those before an interruption
     * @param checkpoints a kept state takes the place of the start; the result is the same, bit for bit
     * @throws InsufficientHeapException if a task may not fit into an executor's heap
     */
    public Factorization run(
            Dataset<Row> ratings,
            Optional<Dataset<Row>> warm,
            Optional<FeaturePrior> features,
            Consumer<Sweep> observer,
            SweepCheckpoints checkpoints) {
        BlockCoordinateDescent descent = new BlockCoordinateDescent(ratings, features, objective, settings);
        List<Sweep> sweeps = new ArrayList<>();
        checkpoints
                .newest()
                .ifPresentOrElse(
                        kept -> {
                            descent.resume(kept);
                            sweeps.addAll(kept.sweeps());
                        },
                        () -> warm.ifPresentOrElse(descent::startWarm, descent::startRandom));
        sweeps.forEach(observer);
        sweep(descent, sweeps, observer, checkpoints);
        if (settings.iterations() > 0 && settings.gradientSteps() > 0) {
            descent.solveUsersExactly();
        }
        return descent.finish();
    }

    /** Sweeps until the loss stalls or the iterations are over. */
    private void sweep(
            BlockCoordinateDescent descent,
            List<Sweep> sweeps,
            Consumer<Sweep> observer,
            SweepCheckpoints checkpoints) {
        double before = sweeps.isEmpty()
                ? Double.POSITIVE_INFINITY
                : sweeps.get(sweeps.size() - 1).loss();
        for (int number = sweeps.size() + 1; number <= settings.iterations(); number++) {
            long start = System.nanoTime();
            double loss = descent.sweep(number);
            Sweep sweep = new Sweep(number, loss, (System.nanoTime() - start) / NANOS);
            sweeps.add(sweep);
            observer.accept(sweep);
            if (before - loss < settings.stall() * Math.abs(before)) {
                return;
            }
            before = loss;
            if (number < settings.iterations()) {
                checkpoints.offer(() -> descent.state(sweeps));
            }
        }
    }

    /**
     * Folds in: solves users for the items' trained factors, or items for the users'. This gives factors to users who
     * came after training. A user of the training data gets the trained factors again, because training solves the
     * users last.
     *
     * @param ratings {@code user_idx, video_idx, strength} of the rows to solve, each pair once; pairs of strength 0
     *     are ignored
     * @param fixed {@code video_idx, factors} or {@code user_idx, factors} of the other side, each [rank]; the factors
     *     of a missing row are zero
     * @param size how many rows the other side had in training
     * @return {@code user_idx, factors} or {@code video_idx, factors}
     * @throws InsufficientHeapException if a task may not fit into an executor's heap
     */
    public Dataset<Row> foldIn(Dataset<Row> ratings, Dataset<Row> fixed, long size) {
        String fixedId = fixed.columns()[0];
        String solvedId = fixedId.equals(EngineColumns.USER_IDX) ? EngineColumns.VIDEO_IDX : EngineColumns.USER_IDX;
        int rank = settings.rank();
        BlockHash hash = new BlockHash(settings.blocks());
        RatingSide solvedSide = RatingSide.of(ratings, solvedId, fixedId, settings.splitPairs(), hash);
        RatingSide fixedSide = RatingSide.of(ratings, fixedId, solvedId, settings.splitPairs(), hash);
        HeapBudget.require(solvedSide, fixedSide, 0, settings);
        // The Gramian is over all fixed rows, also those without a pair here.
        JavaRDD<FactorBlock> all = FactorBlock.of(fixed, hash, rank).persist(StorageLevel.MEMORY_AND_DISK());
        HalfSweep foldedIn = new HalfSweepSolver(objective, rank)
                .solve(
                        solvedSide,
                        solvedSide.initial(settings.initial(), rank),
                        solvedSide.zeroPrior(),
                        new FixedFactors(fixedSide.select(all, rank), FactorBlock.gramian(all, rank), size),
                        FactorExchange.between(solvedSide, fixedSide, settings),
                        HalfSweepPlan.exact());
        all.unpersist();
        fixedSide.unpersist();
        solvedSide.unpersist();
        return Factorization.rows(ratings.sparkSession(), foldedIn.factors(), solvedId, rank);
    }
}
