package io.reelrank.engine.als;

import static io.reelrank.engine.als.SolvedBlock.Measure.LOSS;
import static io.reelrank.engine.als.SolvedBlock.Measure.NOTHING;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.als.HalfSweepSolver.HalfSweepPlan;
import io.reelrank.engine.als.HalfSweepSolver.Lineage;
import io.reelrank.engine.solver.Loss;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.SolvePlan;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One factorisation under way: block coordinate descent over the items' factors, the map of the items' prior, and the
 * users' factors. Holds the ratings of both sides and the factors so far.
 */
final class BlockCoordinateDescent {
    private final SparkSession spark;
    private final Objective objective;
    private final SweepSettings settings;
    private final HalfSweepSolver solver;
    private final BlockHash hash;
    private final RatingSide users;
    private final RatingSide items;
    private final FactorExchange toUsers;
    private final FactorExchange toItems;
    private final JavaRDD<float[]> userPrior;
    private final ItemPrior itemPrior;

    private JavaRDD<FactorBlock> userFactors;
    private JavaRDD<FactorBlock> itemFactors;
    /** [rank × rank] of the users' factors; empty before the start. */
    private double[] userGramian = {};
    /** [rank × rank] of the items' factors; empty before the items are first solved or given. */
    private double[] itemGramian = {};

    private List<HalfSweep> persisted = List.of();

    /**
     * Builds the blocks of both sides.
     *
     * @param ratings {@code user_idx, video_idx, strength}
     * @param features what is known of the items; empty draws all items to zero
     * @throws InsufficientHeapException if a task may not fit into an executor's heap
     */
    BlockCoordinateDescent(
            Dataset<Row> ratings, Optional<FeaturePrior> features, Objective objective, SweepSettings settings) {
        this.spark = ratings.sparkSession();
        this.objective = objective;
        this.settings = settings;
        this.solver = new HalfSweepSolver(objective, settings.rank());
        this.hash = new BlockHash(settings.blocks());
        this.users =
                RatingSide.of(ratings, EngineColumns.USER_IDX, EngineColumns.VIDEO_IDX, settings.splitPairs(), hash);
        this.items =
                RatingSide.of(ratings, EngineColumns.VIDEO_IDX, EngineColumns.USER_IDX, settings.splitPairs(), hash);
        HeapBudget.require(users, items, features.map(FeaturePrior::features).orElse(0), settings);
        this.toUsers = FactorExchange.between(users, items, settings);
        this.toItems = FactorExchange.between(items, users, settings);
        this.userPrior = users.zeroPrior();
        this.itemPrior = features.<ItemPrior>map(
                        prior -> FittedItemPrior.of(prior, items, users.size(), objective, settings.rank()))
                .orElseGet(() -> new ZeroItemPrior(items));
        this.userFactors = users.initial(settings.initial(), settings.rank());
        this.itemFactors = items.initial(settings.initial(), settings.rank());
    }

    /** Starts with random factors of the users. */
    void startRandom() {
        userGramian = FactorBlock.gramian(userFactors, settings.rank());
    }

    /**
     * Starts with known factors of items: fits the prior to them, and folds all users in. An item without factors
     * starts at zero.
     *
     * @param warm {@code video_idx, factors}, each [rank]
     */
    void startWarm(Dataset<Row> warm) {
        itemFactors = items.select(FactorBlock.of(warm, hash, settings.rank()), settings.rank());
        itemPrior.fit(itemFactors);
        itemGramian = FactorBlock.gramian(itemFactors, settings.rank());
        persisted = List.of(solveUsers(HalfSweepPlan.exact()));
    }

    /** Starts where another factorisation of the same ratings and settings was after a sweep. */
    void resume(SweepState state) {
        int rank = settings.rank();
        userFactors = users.select(FactorBlock.of(state.users(), hash, rank), rank);
        itemFactors = items.select(FactorBlock.of(state.items(), hash, rank), rank);
        userGramian = FactorBlock.gramian(userFactors, rank);
        itemGramian = FactorBlock.gramian(itemFactors, rank);
        itemPrior.restore(state.map());
    }

    /**
     * The state after a sweep.
     *
     * @param sweeps the reports of the sweeps so far
     */
    SweepState state(List<Sweep> sweeps) {
        return new SweepState(
                sweeps,
                Factorization.rows(spark, userFactors, EngineColumns.USER_IDX, settings.rank()),
                Factorization.rows(spark, itemFactors, EngineColumns.VIDEO_IDX, settings.rank()),
                itemPrior.weights());
    }

    /**
     * Solves the items, fits the prior to them, and solves the users.
     *
     * @param sweep the number of the sweep, from 1
     * @return the loss afterwards
     */
    double sweep(int sweep) {
        SolvePlan plan = planOf(sweep);
        Lineage lineage = isCheckpointed(sweep) ? Lineage.CUT : Lineage.KEPT;
        HalfSweep solvedItems = solveItems(new HalfSweepPlan(plan, NOTHING, lineage));
        itemPrior.fit(itemFactors);
        HalfSweep solvedUsers = solveUsers(new HalfSweepPlan(plan, LOSS, lineage));
        persisted.forEach(HalfSweep::unpersist);
        persisted = List.of(solvedItems, solvedUsers);
        if (lineage == Lineage.CUT) {
            toUsers.release();
            toItems.release();
        }
        return solvedUsers.observed()
                + Loss.unobserved(objective, userGramian, itemGramian)
                + solvedUsers.regularization()
                + itemPrior.regularization(solvedItems);
    }

    /** Solves every user exactly for the items' factors as they are. */
    void solveUsersExactly() {
        solveUsers(HalfSweepPlan.exact());
    }

    /** The factors so far. Releases what only further sweeps would need. */
    Factorization finish() {
        users.unpersist();
        items.unpersist();
        itemPrior.release();
        return Factorization.of(spark, userFactors, itemFactors, itemPrior, settings.rank());
    }

    private HalfSweep solveItems(HalfSweepPlan how) {
        FixedFactors fixed = new FixedFactors(userFactors, userGramian, users.size());
        HalfSweep solved = solver.solve(items, itemFactors, itemPrior.means(), fixed, toItems, how);
        itemFactors = solved.factors();
        itemGramian = solved.gramian();
        return solved;
    }

    private HalfSweep solveUsers(HalfSweepPlan how) {
        FixedFactors fixed = new FixedFactors(itemFactors, itemGramian, items.size());
        HalfSweep solved = solver.solve(users, userFactors, userPrior, fixed, toUsers, how);
        userFactors = solved.factors();
        userGramian = solved.gramian();
        return solved;
    }

    /** The first sweep is exact: a few gradient steps from random factors would not lead far. */
    private SolvePlan planOf(int sweep) {
        return sweep == 1 || settings.gradientSteps() == 0
                ? SolvePlan.exact()
                : SolvePlan.warm(settings.gradientSteps());
    }

    private boolean isCheckpointed(int sweep) {
        return sweep % settings.checkpointInterval() == 0;
    }
}
