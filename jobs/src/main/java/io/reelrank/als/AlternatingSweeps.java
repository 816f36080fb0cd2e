package io.reelrank.als;

import io.reelrank.solver.Eigenbasis;
import io.reelrank.solver.Gramian;
import io.reelrank.solver.Loss;
import io.reelrank.solver.Objective;
import io.reelrank.solver.Plan;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Factorises ratings by solving the users and the items in turn (Hu, Koren, Volinsky 2008, section 4), the objective being
 * {@link Objective}.
 *
 * <p>The side that stays fixed is turned into its Gramian's eigenbasis once, and then broadcast when its factors are small
 * enough, else routed: each block gets the rows that it met.
 */
public final class AlternatingSweeps {
    private static final double NANOS = 1e9;
    private static final int FLOAT_BYTES = 4;

    private final Objective objective;
    private final Plan plan;
    private final SweepSettings settings;

    /**
     * @param objective what is minimised
     * @param plan how a row is solved
     * @param settings how long, and how the work is cut
     */
    public AlternatingSweeps(Objective objective, Plan plan, SweepSettings settings) {
        this.objective = objective;
        this.plan = plan;
        this.settings = settings;
    }

    /**
     * Factorises.
     *
     * @param ratings {@code user_idx, video_idx, strength}, each pair once; those of strength 0 say nothing
     * @param warm {@code video_idx, factors}: items' factors to begin with, each [rank]; items without begin at zero, and get
     *     their factors from the users that are solved first. Empty: every item begins with random ones
     * @param observer told about every sweep
     */
    public Factorization run(Dataset<Row> ratings, Optional<Dataset<Row>> warm, Consumer<Sweep> observer) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(ratings.sparkSession().sparkContext());
        Dataset<Row> told = ratings.filter("strength <> 0").select("user_idx", "video_idx", "strength");
        BlockNumbers numbers = new BlockNumbers(settings.blocks());
        Side users = Side.of(told, "user_idx", "video_idx", numbers);
        Side items = Side.of(told, "video_idx", "user_idx", numbers);
        Memory.require(context, users, items, settings);
        Delivery toUsers = delivery(context, users, items, numbers);
        Delivery toItems = delivery(context, items, users, numbers);

        JavaRDD<FactorBlock> userFactors = users.initial(settings.first(), settings.rank());
        JavaRDD<FactorBlock> itemFactors = warm.map(rows -> items.warm(rows, numbers, settings.rank()))
                .orElseGet(() -> items.initial(settings.first(), settings.rank()));
        double[] itemGramian = gramian(itemFactors);
        Optional<Half> formerUsers = Optional.empty();
        Optional<Half> formerItems = Optional.empty();
        double before = Double.POSITIVE_INFINITY;
        for (int sweep = 1; sweep <= settings.iterations(); sweep++) {
            long start = System.nanoTime();
            Half solvedUsers = half(users, userFactors, itemFactors, itemGramian, toUsers, items.size(), sweep);
            formerUsers.ifPresent(half -> half.solved().unpersist());
            Half solvedItems = half(
                    items, itemFactors, solvedUsers.factors(), solvedUsers.gramian(), toItems, users.size(), sweep);
            formerItems.ifPresent(half -> half.solved().unpersist());
            if (isCut(sweep)) {
                toUsers.forget();
                toItems.forget();
            }
            formerUsers = Optional.of(solvedUsers);
            formerItems = Optional.of(solvedItems);
            userFactors = solvedUsers.factors();
            itemFactors = solvedItems.factors();
            itemGramian = solvedItems.gramian();
            double loss = solvedItems.observed()
                    + Loss.unobserved(objective, solvedUsers.gramian(), itemGramian)
                    + solvedUsers.regularization()
                    + solvedItems.regularization();
            observer.accept(new Sweep(sweep, loss, (System.nanoTime() - start) / NANOS));
            if (before - loss < settings.stall() * Math.abs(before)) {
                break;
            }
            before = loss;
        }
        users.blocks().unpersist();
        items.blocks().unpersist();
        return Factorization.of(ratings.sparkSession(), userFactors, itemFactors, settings.rank());
    }

    private Half half(
            Side side,
            JavaRDD<FactorBlock> former,
            JavaRDD<FactorBlock> fixed,
            double[] fixedGramian,
            Delivery delivery,
            long fixedSize,
            int sweep) {
        int rank = settings.rank();
        Objective minimised = objective;
        Plan how = plan;
        Eigenbasis basis = Eigenbasis.of(rank, fixedGramian);
        Broadcast<Eigenbasis> shared =
                JavaSparkContext.fromSparkContext(fixed.context()).broadcast(basis);
        JavaRDD<float[]> others = delivery.deliver(fixed.map(block -> block.in(shared.value())), rank);
        JavaRDD<Solved> solved = side.blocks()
                .zip(former)
                .zip(others)
                .map(block -> Solved.of(
                        block._1()._1(), block._1()._2(), block._2(), shared.value(), fixedSize, minimised, how))
                .persist(StorageLevel.MEMORY_AND_DISK());
        if (isCut(sweep)) {
            solved.checkpoint();
        }
        return Half.of(solved, rank);
    }

    private boolean isCut(int sweep) {
        return sweep % settings.checkpointInterval() == 0;
    }

    private double[] gramian(JavaRDD<FactorBlock> factors) {
        int rank = settings.rank();
        double[] sum = new double[rank * rank];
        factors.map(block -> Gramian.of(rank, block.factors())).collect().forEach(block -> Gramian.add(block, sum));
        return sum;
    }

    private Delivery delivery(JavaSparkContext context, Side solved, Side fixed, BlockNumbers numbers) {
        double bytes = (double) FLOAT_BYTES * settings.rank() * fixed.size();
        return bytes <= settings.broadcastBytes()
                ? new Broadcasting(context, solved.blocks(), numbers)
                : new Routing(solved.blocks(), fixed.blocks(), numbers);
    }
}
