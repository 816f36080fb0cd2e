package io.reelrank.training;

import io.reelrank.als.Factorization;
import io.reelrank.scoring.ItemFactors;
import io.reelrank.solver.BlockSolver;
import io.reelrank.solver.FixedSide;
import io.reelrank.solver.Objective;
import io.reelrank.solver.Plan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Gives users who came after training the factors that training would have given them with these videos: the least
 * squares solution of their own pairs. For a user whom training met they are the trained ones, because training solves
 * the users last.
 *
 * <p>Memory: the videos' factors are broadcast, 8 · rank + 4 bytes a video. Steps: rank² a pair and rank³/3 a user, or
 * less.
 */
public final class FoldIn implements Serializable {
    private static final long serialVersionUID = 1;

    private final ItemFactors videos;
    private final FixedSide side;

    /**
     * Prepares the videos.
     *
     * @param videos those that training met and gave factors other than zero
     * @param trained how many training met
     * @param objective what training minimised
     */
    public FoldIn(ItemFactors videos, long trained, Objective objective) {
        this.videos = videos;
        this.side = videos.fixedSide(objective, trained);
    }

    /**
     * The users' factors.
     *
     * @param users {@code user_idx, met}; met as {@code (video_idx, strength)}, each video once
     * @return {@code user_idx, factors}, each [rank]
     */
    public Dataset<Row> of(Dataset<Row> users) {
        Broadcast<FoldIn> shared = JavaSparkContext.fromSparkContext(
                        users.sparkSession().sparkContext())
                .broadcast(this);
        JavaRDD<Tuple2<Integer, float[]>> rows = users.select("user_idx", "met")
                .javaRDD()
                .mapPartitions(some -> {
                    FoldIn fold = shared.value();
                    BlockSolver solver = new BlockSolver(fold.side, Plan.exact());
                    List<Tuple2<Integer, float[]>> folded = new ArrayList<>();
                    while (some.hasNext()) {
                        Row user = some.next();
                        folded.add(new Tuple2<>(user.getInt(0), fold.factors(solver, user.getList(1))));
                    }
                    return folded.iterator();
                });
        return Factorization.rows(users.sparkSession(), rows, "user_idx");
    }

    private float[] factors(BlockSolver solver, List<Row> met) {
        int[] places = new int[met.size()];
        float[] strengths = new float[met.size()];
        for (int pair = 0; pair < places.length; pair++) {
            places[pair] = videos.place(met.get(pair).getInt(0));
            strengths[pair] = met.get(pair).getFloat(1);
        }
        return solver.foldIn(places, strengths);
    }
}
