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
import io.reelrank.engine.scoring.TopK;
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
 * For every item the most similar candidates, by the cosine of their sets U of users with the item as a positive:
 *
 * <pre>cos(i, j) = |U(i) ∩ U(j)| / √(|U(i)| |U(j)|)</pre>
 *
 * The result is exact. For an item j the executors walk through the positives N(u) of the users of U(j): Σ_{u ∈ U(j)}
 * |N(u)| steps. The pairs are broadcast twice, by user and by item: 8 bytes a pair.
 *
 * <p>Memory of the result: 8 bytes a neighbour and 4 an item. Of more than half a million items each has fewer than 100.
 */
public final class Neighbours implements Serializable {
    private static final long serialVersionUID = 1;
    private static final long SHARES = 1_000_000;
    private static final int TASKS_PER_CORE = 8;

    /** All items together have no more neighbours: the driver gets them in one result, and broadcasts them. */
    private static final int MOST = 50_000_000;

    /** A cosine of floats is not below a bound if it is not below this share of it in doubles. */
    private static final double ROUNDING = 1 - 1e-6;

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
     * @param positives {@code user_idx, video_idx}, each pair once; if there are more than the settings allow, those
     *     of a sample of users are used
     * @param candidates numbers of the items that may be neighbours, ascending; positions are indices into it
     * @param settings how many neighbours an item has, and how many pairs are used
     */
    public static Neighbours of(Dataset<Row> positives, int[] candidates, EvaluationSettings settings) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(positives.sparkSession().sparkContext());
        PositiveLists pairs = PositiveLists.of(sampled(positives, settings));
        Broadcast<PositiveLists> shared = context.broadcast(pairs);
        Broadcast<int[]> items = context.broadcast(candidates);
        int tasks = context.defaultParallelism() * TASKS_PER_CORE;
        int limit = limit(settings.neighbours(), pairs.itemCount());
        List<Tuple2<Integer, RankedItems>> found = context.parallelize(
                        IntStream.range(0, tasks).boxed().toList(), tasks)
                .flatMap(task -> shared.value().neighbours(task, tasks, items.value(), limit))
                .collect();
        shared.destroy();
        items.destroy();
        return packed(pairs.itemCount(), found);
    }

    /**
     * Adds the cosines of an item's neighbours to sums.
     *
     * @param item the item's number; an item that is no user's positive has no neighbours
     * @param sums [candidates] updated
     * @param found [candidates] the candidates with a sum above 0, in any order; new ones are added
     * @param count how many these are
     * @return how many these are afterwards
     */
    int addTo(int item, float[] sums, int[] found, int count) {
        int now = count;
        if (item < starts.length - 1) {
            for (int at = starts[item]; at < starts[item + 1]; at++) {
                if (sums[positions[at]] == 0) {
                    found[now++] = positions[at];
                }
                sums[positions[at]] += cosines[at];
            }
        }
        return now;
    }

    /** How many neighbours each of the items may have. */
    static int limit(int neighbours, int items) {
        return Math.max(1, Math.min(neighbours, MOST / Math.max(1, items)));
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
     * The positive pairs, packed by user and by item.
     *
     * @param userStarts [users + 1] index of each user's first item
     * @param items [pairs] items, user after user
     * @param itemStarts [items + 1] index of each item's first user
     * @param users [pairs] users, item after item
     */
    // Arrays, because boxes cost more than the counting; nobody compares pairs by equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record PositiveLists(int[] userStarts, int[] items, int[] itemStarts, int[] users) implements Serializable {
        static PositiveLists of(Dataset<Row> positives) {
            try (NumberedRows users = new NumberedRows(
                    positives.groupBy(EngineColumns.USER_IDX).agg(sort_array(collect_list(EngineColumns.VIDEO_IDX))))) {
                return of(users, Math.toIntExact(positives.count()));
            }
        }

        private static PositiveLists of(NumberedRows rows, int pairs) {
            int[] userStarts = new int[rows.count() + 1];
            int[] items = new int[pairs];
            int read = 0;
            int size = 0;
            for (Row row : rows) {
                for (Object item : row.getList(1)) {
                    items[size++] = (Integer) item;
                }
                userStarts[++read] = size;
            }
            return of(userStarts, items);
        }

        /** Adds the order by item to the order by user. */
        private static PositiveLists of(int[] userStarts, int[] items) {
            int[] itemStarts = new int[2 + Arrays.stream(items).max().orElse(-1)];
            for (int item : items) {
                itemStarts[item + 1]++;
            }
            Arrays.parallelPrefix(itemStarts, Integer::sum);
            int[] next = itemStarts.clone();
            int[] users = new int[items.length];
            for (int user = 0; user + 1 < userStarts.length; user++) {
                for (int at = userStarts[user]; at < userStarts[user + 1]; at++) {
                    users[next[items[at]]++] = user;
                }
            }
            return new PositiveLists(userStarts, items, itemStarts, users);
        }

        int itemCount() {
            return itemStarts.length - 1;
        }

        /** The neighbours of items task, task + tasks, …: in this way tasks take about equally long. */
        Iterator<Tuple2<Integer, RankedItems>> neighbours(int task, int tasks, int[] candidates, int limit) {
            List<Tuple2<Integer, RankedItems>> found = new ArrayList<>();
            int[] common = new int[itemCount()];
            int[] touched = new int[itemCount()];
            int[] positions = new int[itemCount()];
            double[] inverseRoots = new double[itemCount()];
            for (int item = 0; item < itemCount(); item++) {
                positions[item] = Arrays.binarySearch(candidates, item);
                inverseRoots[item] = 1 / Math.sqrt(userCount(item));
            }
            for (int item = task; item < itemCount(); item += tasks) {
                int count = countCommon(item, common, touched);
                // An item is no neighbour of itself.
                common[item] = 0;
                TopK best = new TopK(Math.min(limit, count));
                double least = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < count; i++) {
                    int other = touched[i];
                    // A cosine costs more than the counting, and most are far from the best.
                    if (positions[other] >= 0 && common[other] * inverseRoots[other] >= least && common[other] > 0) {
                        best.offer(positions[other], cosine(common[other], item, other));
                        least = best.bound() * ROUNDING / inverseRoots[item];
                    }
                    common[other] = 0;
                }
                found.add(new Tuple2<>(item, best.ranked()));
            }
            return found.iterator();
        }

        private float cosine(int common, int item, int other) {
            return (float) (common / Math.sqrt((double) userCount(item) * userCount(other)));
        }

        /**
         * Counts the users that an item has in common with every other item.
         *
         * @param common [items] all 0, written
         * @param touched [items] written: first the items with a count above 0
         * @return how many these are
         */
        private int countCommon(int item, int[] common, int[] touched) {
            int count = 0;
            for (int at = itemStarts[item]; at < itemStarts[item + 1]; at++) {
                int user = users[at];
                for (int other = userStarts[user]; other < userStarts[user + 1]; other++) {
                    if (common[items[other]]++ == 0) {
                        touched[count++] = items[other];
                    }
                }
            }
            return count;
        }

        private int userCount(int item) {
            return itemStarts[item + 1] - itemStarts[item];
        }
    }
}
