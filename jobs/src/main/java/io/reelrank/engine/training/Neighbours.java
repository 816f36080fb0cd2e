package io.reelrank.engine.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.scoring.NumberedRows;
import io.reelrank.engine.scoring.RankedItems;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * For every item the candidates most like it, by the cosine of the sets of users who wanted them:
 *
 * <pre>cos(i, j) = |U(i) ∩ U(j)| / √(|U(i)| |U(j)|)</pre>
 *
 * Exact and sparse: for an item j, the users of U(j) and what each of them wanted are walked through, Σ_{u ∈ U(j)}
 * |N(u)| steps, on the executors. The pairs are broadcast twice, by user and by item: 8 bytes a pair.
 *
 * <p>Memory of the result: 8 bytes a neighbour and 4 an item.
 */
public final class Neighbours implements Serializable {
    private static final long serialVersionUID = 1;
    private static final long SHARES = 1_000_000;
    private static final int TASKS_A_CORE = 8;

    private final int[] starts;
    private final int[] positions;
    private final float[] cosines;

    private Neighbours(int[] starts, int[] positions, float[] cosines) {
        this.starts = starts;
        this.positions = positions;
        this.cosines = cosines;
    }

    /**
     * Finds the neighbours.
     *
     * @param positives {@code user_idx, video_idx}, each pair once; of more pairs than the settings allow, those of a
     *     sample of users
     * @param candidates numbers of the items that may be neighbours, ascending
     * @param settings how many neighbours an item has, and how many pairs are used
     */
    public static Neighbours of(Dataset<Row> positives, int[] candidates, EvaluationSettings settings) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(positives.sparkSession().sparkContext());
        PositiveLists pairs = PositiveLists.of(sampled(positives, settings));
        Broadcast<PositiveLists> shared = context.broadcast(pairs);
        Broadcast<int[]> items = context.broadcast(candidates);
        int tasks = context.defaultParallelism() * TASKS_A_CORE;
        int most = settings.neighbours();
        List<Tuple2<Integer, RankedItems>> found = context.parallelize(
                        IntStream.range(0, tasks).boxed().toList(), tasks)
                .flatMap(task -> shared.value().neighbours(task, tasks, items.value(), most))
                .collect();
        shared.destroy();
        items.destroy();
        return packed(pairs.items(), found);
    }

    /**
     * Adds an item's neighbours.
     *
     * @param item the item's number; one that nobody wanted has no neighbours
     * @param sums [candidates] the cosines are added to these
     */
    void addTo(int item, float[] sums) {
        if (item < starts.length - 1) {
            for (int at = starts[item]; at < starts[item + 1]; at++) {
                sums[positions[at]] += cosines[at];
            }
        }
    }

    private static Dataset<Row> sampled(Dataset<Row> positives, EvaluationSettings settings) {
        long count = positives.count();
        if (count <= settings.neighbourPairs()) {
            return positives;
        }
        long bound = (long) ((double) settings.neighbourPairs() / count * SHARES);
        return positives.filter(pmod(xxhash64(lit(settings.seed()), col(EngineColumns.USER_IDX)), lit(SHARES))
                .lt(bound));
    }

    private static Neighbours packed(int items, List<Tuple2<Integer, RankedItems>> found) {
        int[] starts = new int[items + 1];
        found.forEach(item -> starts[item._1() + 1] = item._2().items().length);
        for (int item = 0; item < items; item++) {
            starts[item + 1] = Math.addExact(starts[item], starts[item + 1]);
        }
        int[] positions = new int[starts[items]];
        float[] cosines = new float[starts[items]];
        found.forEach(item -> {
            int length = item._2().items().length;
            System.arraycopy(item._2().items(), 0, positions, starts[item._1()], length);
            System.arraycopy(item._2().scores(), 0, cosines, starts[item._1()], length);
        });
        return new Neighbours(starts, positions, cosines);
    }

    /**
     * Who wanted what, both ways round, packed.
     *
     * @param userStarts [users + 1] where each user's items begin
     * @param wanted [pairs] items, user after user
     * @param itemStarts [items + 1] where each item's users begin
     * @param wanting [pairs] users, item after item
     */
    // Arrays, because boxes cost more than the counting; nobody compares pairs by equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record PositiveLists(int[] userStarts, int[] wanted, int[] itemStarts, int[] wanting)
            implements Serializable {
        static PositiveLists of(Dataset<Row> positives) {
            try (NumberedRows users = new NumberedRows(
                    positives.groupBy(EngineColumns.USER_IDX).agg(sort_array(collect_list(EngineColumns.VIDEO_IDX))))) {
                return of(users, Math.toIntExact(positives.count()));
            }
        }

        private static PositiveLists of(NumberedRows users, int pairs) {
            int[] userStarts = new int[users.count() + 1];
            int[] wanted = new int[pairs];
            int read = 0;
            int size = 0;
            for (Row row : users) {
                for (Object item : row.getList(1)) {
                    wanted[size++] = (Integer) item;
                }
                userStarts[++read] = size;
            }
            int items = 1 + Arrays.stream(wanted).max().orElse(-1);
            int[] itemStarts = new int[items + 1];
            for (int item : wanted) {
                itemStarts[item + 1]++;
            }
            Arrays.parallelPrefix(itemStarts, Integer::sum);
            int[] next = itemStarts.clone();
            int[] wanting = new int[size];
            for (int user = 0; user + 1 < userStarts.length; user++) {
                for (int at = userStarts[user]; at < userStarts[user + 1]; at++) {
                    wanting[next[wanted[at]]++] = user;
                }
            }
            return new PositiveLists(userStarts, wanted, itemStarts, wanting);
        }

        int items() {
            return itemStarts.length - 1;
        }

        /** The neighbours of every tasks-th item from the task's number on, so that tasks take about equally long. */
        Iterator<Tuple2<Integer, RankedItems>> neighbours(int task, int tasks, int[] candidates, int most) {
            List<Tuple2<Integer, RankedItems>> found = new ArrayList<>();
            int[] common = new int[items()];
            int[] touched = new int[items()];
            for (int item = task; item < items(); item += tasks) {
                int count = 0;
                for (int at = itemStarts[item]; at < itemStarts[item + 1]; at++) {
                    int user = wanting[at];
                    for (int other = userStarts[user]; other < userStarts[user + 1]; other++) {
                        if (common[wanted[other]]++ == 0) {
                            touched[count++] = wanted[other];
                        }
                    }
                }
                Arrays.sort(touched, 0, count);
                found.add(new Tuple2<>(item, nearest(item, common, Arrays.copyOf(touched, count), candidates, most)));
                for (int i = 0; i < count; i++) {
                    common[touched[i]] = 0;
                }
            }
            return found.iterator();
        }

        private RankedItems nearest(int item, int[] common, int[] touched, int[] candidates, int most) {
            int[] positions = new int[touched.length];
            float[] cosines = new float[touched.length];
            for (int i = 0; i < touched.length; i++) {
                int other = touched[i];
                positions[i] = Arrays.binarySearch(candidates, other);
                cosines[i] = positions[i] < 0 || other == item
                        ? Float.NaN
                        : (float) (common[other] / Math.sqrt((double) wanters(item) * wanters(other)));
            }
            RankedItems best = RankedItems.best(cosines, most);
            return new RankedItems(
                    IntStream.of(best.items()).map(i -> positions[i]).toArray(), best.scores());
        }

        private int wanters(int item) {
            return itemStarts[item + 1] - itemStarts[item];
        }
    }
}
