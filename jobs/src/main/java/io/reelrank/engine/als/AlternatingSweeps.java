package io.reelrank.engine.als;

import static io.reelrank.engine.als.SolvedBlock.Measure.LOSS;
import static io.reelrank.engine.als.SolvedBlock.Measure.NOTHING;

import io.reelrank.engine.solver.Eigenbasis;
import io.reelrank.engine.solver.Loss;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.SolvePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Factorises ratings by solving the users and the items in turn (Hu, Koren, Volinsky 2008, section 4), the objective
 * being {@link Objective}. Users come last: what a night serves is exactly the least squares solution of each user's
 * row, which is what explanations and the folding in of new users stand on.
 *
 * <p>Where features of the items are given, these are drawn to a map of them, which is fitted each time the items were
 * solved: a third block of the same descent.
 *
 * <p>The side that stays fixed is turned into its Gramian's eigenbasis once, and then broadcast when its factors are
 * small enough, else routed: each block gets the rows that it met.
 */
public final class AlternatingSweeps {
    private static final String USER = "user_idx";
    private static final String VIDEO = "video_idx";
    private static final double NANOS = 1e9;

    private final Objective objective;
    private final SweepSettings settings;

    /**
     * @param objective what is minimised
     * @param settings how long, and how the work is cut
     */
    public AlternatingSweeps(Objective objective, SweepSettings settings) {
        this.objective = objective;
        this.settings = settings;
    }

    /**
     * Factorises.
     *
     * @param ratings {@code user_idx, video_idx, strength}, each pair once; those of strength 0 say nothing
     * @param warm {@code video_idx, factors}: items' factors to begin with, each [rank]. All users are folded in to
     *     them first, and then items without factors get theirs from these users. Empty: users begin with random ones
     * @param observer told about every sweep
     */
    public Factorization run(Dataset<Row> ratings, Optional<Dataset<Row>> warm, Consumer<Sweep> observer) {
        return run(ratings, warm, Optional.empty(), observer);
    }

    /**
     * Factorises with a prior of the items.
     *
     * @param ratings {@code user_idx, video_idx, strength}, each pair once; those of strength 0 say nothing
     * @param warm {@code video_idx, factors}: items' factors to begin with, each [rank]; the map is first fitted to
     *     them
     * @param features what is known of the items; empty: all are drawn to zero
     * @param observer told about every sweep
     */
    public Factorization run(
            Dataset<Row> ratings,
            Optional<Dataset<Row>> warm,
            Optional<FeaturePrior> features,
            Consumer<Sweep> observer) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(ratings.sparkSession().sparkContext());
        BlockNumbers numbers = new BlockNumbers(settings.blocks());
        RatingSide users = side(ratings, USER, VIDEO, numbers);
        RatingSide items = side(ratings, VIDEO, USER, numbers);
        HeapBudget.require(
                context, users, items, features.map(FeaturePrior::features).orElse(0), settings);
        FactorExchange toUsers = FactorExchange.to(users, items, settings, numbers);
        FactorExchange toItems = FactorExchange.to(items, users, settings, numbers);
        ItemPrior prior = features.<ItemPrior>map(
                        known -> FittedItemPrior.of(known, items, users.size(), objective, settings.rank(), numbers))
                .orElseGet(() -> new ZeroItemPrior(items.blocks()));
        JavaRDD<float[]> drawnToZero = new ZeroItemPrior(users.blocks()).means();

        JavaRDD<FactorBlock> userFactors = users.initial(settings.first(), settings.rank());
        JavaRDD<FactorBlock> itemFactors = items.initial(settings.first(), settings.rank());
        double[] userGramian;
        if (warm.isPresent()) {
            itemFactors = items.warm(FactorBlock.of(warm.get(), numbers, settings.rank()), settings.rank());
            prior.fit(itemFactors);
            HalfSweep folded = half(
                    users,
                    userFactors,
                    drawnToZero,
                    new Fixed(itemFactors, FactorBlock.gramian(itemFactors, settings.rank()), items.size()),
                    toUsers,
                    SolvePlan.exact(),
                    0,
                    NOTHING);
            userFactors = folded.factors();
            userGramian = folded.gramian();
        } else {
            userGramian = FactorBlock.gramian(userFactors, settings.rank());
        }
        List<HalfSweep> former = new ArrayList<>();
        double before = Double.POSITIVE_INFINITY;
        for (int sweep = 1; sweep <= settings.iterations(); sweep++) {
            long start = System.nanoTime();
            SolvePlan how = planOf(sweep);
            HalfSweep solvedItems = half(
                    items,
                    itemFactors,
                    prior.means(),
                    new Fixed(userFactors, userGramian, users.size()),
                    toItems,
                    how,
                    sweep,
                    NOTHING);
            itemFactors = solvedItems.factors();
            prior.fit(itemFactors);
            HalfSweep solvedUsers = half(
                    users,
                    userFactors,
                    drawnToZero,
                    new Fixed(itemFactors, solvedItems.gramian(), items.size()),
                    toUsers,
                    how,
                    sweep,
                    LOSS);
            userFactors = solvedUsers.factors();
            userGramian = solvedUsers.gramian();
            former.forEach(half -> half.solved().unpersist());
            former = List.of(solvedItems, solvedUsers);
            if (isCut(sweep)) {
                toUsers.forget();
                toItems.forget();
            }
            double loss = solvedUsers.observed()
                    + Loss.unobserved(objective, userGramian, solvedItems.gramian())
                    + solvedUsers.regularization()
                    + prior.regularization(solvedItems);
            observer.accept(new Sweep(sweep, loss, (System.nanoTime() - start) / NANOS));
            if (before - loss < settings.stall() * Math.abs(before)) {
                break;
            }
            before = loss;
        }
        if (settings.gradientSteps() > 0) {
            userFactors = half(
                            users,
                            userFactors,
                            drawnToZero,
                            new Fixed(itemFactors, former.get(0).gramian(), items.size()),
                            toUsers,
                            SolvePlan.exact(),
                            0,
                            NOTHING)
                    .factors();
        }
        users.blocks().unpersist();
        items.blocks().unpersist();
        prior.forget();
        return Factorization.of(ratings.sparkSession(), userFactors, itemFactors, prior, settings.rank());
    }

    /**
     * Users' factors by the items' as they are, or items' by the users': for those that came after training. For users
     * whom training met they are the trained ones, because training solves the users last.
     *
     * @param ratings {@code user_idx, video_idx, strength} of those that are solved, each pair once; those of strength
     *     0 say nothing
     * @param fixed {@code video_idx, factors} or {@code user_idx, factors} of the other side, each [rank]; a row that
     *     is not there has factors of zero
     * @param size how many rows of the other side training met
     * @return {@code user_idx, factors} or {@code video_idx, factors}
     */
    public Dataset<Row> foldIn(Dataset<Row> ratings, Dataset<Row> fixed, long size) {
        String other = fixed.columns()[0];
        String id = other.equals(USER) ? VIDEO : USER;
        int rank = settings.rank();
        BlockNumbers numbers = new BlockNumbers(settings.blocks());
        RatingSide solved = side(ratings, id, other, numbers);
        RatingSide met = side(ratings, other, id, numbers);
        HeapBudget.require(
                JavaSparkContext.fromSparkContext(ratings.sparkSession().sparkContext()), solved, met, 0, settings);
        JavaRDD<FactorBlock> all = FactorBlock.of(fixed, numbers, rank).persist(StorageLevel.MEMORY_AND_DISK());
        HalfSweep folded = half(
                solved,
                solved.initial(settings.first(), rank),
                new ZeroItemPrior(solved.blocks()).means(),
                new Fixed(met.warm(all, rank), FactorBlock.gramian(all, rank), size),
                FactorExchange.to(solved, met, settings, numbers),
                SolvePlan.exact(),
                0,
                NOTHING);
        all.unpersist();
        met.blocks().unpersist();
        solved.blocks().unpersist();
        return Factorization.rows(ratings.sparkSession(), folded.factors(), id, rank);
    }

    private RatingSide side(Dataset<Row> ratings, String id, String other, BlockNumbers numbers) {
        Dataset<Row> observed = ratings.filter("strength <> 0");
        return RatingSide.of(observed, id, other, SplitRows.of(observed, id, settings.splitPairs(), numbers));
    }

    /**
     * The side that stays fixed in a half sweep.
     *
     * @param factors its factors; partition i is block i
     * @param gramian [rank × rank] of all of them
     * @param size how many rows it has
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Fixed(JavaRDD<FactorBlock> factors, double[] gramian, long size) {}

    /**
     * Solves a side.
     *
     * @param side its pairs
     * @param former its factors before; partition i is block i
     * @param prior what they are drawn to, likewise; empty arrays for zero
     * @param fixed the other side
     * @param delivery brings that to the blocks
     * @param how a row is solved
     * @param sweep the number of the sweep
     * @param measure what is measured besides
     */
    private HalfSweep half(
            RatingSide side,
            JavaRDD<FactorBlock> former,
            JavaRDD<float[]> prior,
            Fixed fixed,
            FactorExchange delivery,
            SolvePlan how,
            int sweep,
            SolvedBlock.Measure measure) {
        int rank = settings.rank();
        long size = fixed.size();
        Objective minimised = objective;
        Broadcast<Eigenbasis> basis = JavaSparkContext.fromSparkContext(
                        side.blocks().context())
                .broadcast(Eigenbasis.of(rank, fixed.gramian()));
        JavaRDD<float[]> others = delivery.deliver(fixed.factors().map(block -> block.in(basis.value())), rank);
        JavaRDD<SolvedBlock> solved = side.blocks()
                .zip(former)
                .zip(others)
                .zip(prior)
                .zip(SplitRowSums.of(side, others, basis, size, objective))
                .map(block -> SolvedBlock.of(
                        block._1()._1()._1()._1(),
                        block._1()._1()._1()._2(),
                        block._1()._1()._2(),
                        block._2(),
                        basis.value(),
                        size,
                        block._1()._2(),
                        minimised,
                        how,
                        measure))
                .persist(StorageLevel.MEMORY_AND_DISK());
        if (isCut(sweep)) {
            solved.checkpoint();
        }
        return HalfSweep.of(solved, rank);
    }

    /** Random factors are no start for a method that only improves. */
    private SolvePlan planOf(int sweep) {
        return sweep == 1 || settings.gradientSteps() == 0
                ? SolvePlan.exact()
                : SolvePlan.warm(settings.gradientSteps());
    }

    private boolean isCut(int sweep) {
        return sweep > 0 && sweep % settings.checkpointInterval() == 0;
    }
}
