package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.RowBatches;
import io.reelrank.engine.scoring.TopItems;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLImplicits;
import org.apache.spark.sql.functions;
import scala.Tuple3;

/**
 * Top-n videos when the factors of all videos do not fit into one broadcast. Each slice of the videos is broadcast and
 * scored for all users; then the top n of the slices are merged. The result is the same as without slices.
 *
 * @param items {@code video_idx, factors, bias, creator, barred}
 * @param rank the factors' length
 * @param count the number of slices
 * @param n how many videos each user gets
 */
record ItemSlices(Dataset<Row> items, int rank, int count, int n) {
    private static final String FOUND = "found";
    private static final String BEST = "best";

    /** How many slices of at most {@code bytes} the factors of the videos need; at least one. */
    static int count(long videos, int rank, long bytes) {
        return Math.max(1, Math.toIntExact((videos * (rank + 4L) * Float.BYTES + bytes - 1) / bytes));
    }

    /**
     * The top n of all users.
     *
     * @param users rows with {@link Recipient#COLUMNS}
     * @param byPopularity ranks for users without factors
     * @return {@code user_id, items, scores}, best first
     */
    Dataset<Row> best(Dataset<Row> users, TopItems byPopularity) {
        return best(users.filter(col(UserFactors.FACTORS).isNotNull()))
                .unionByName(top(users.filter(col(UserFactors.FACTORS).isNull()), byPopularity));
    }

    /**
     * The top n by factors.
     *
     * @param users rows with {@link Recipient#COLUMNS}, all with factors
     * @return {@code user_id, items, scores}, best first
     */
    Dataset<Row> best(Dataset<Row> users) {
        return best(videos -> top(users, CollectedItems.marked(videos, rank)));
    }

    /**
     * The top n by a search.
     *
     * @param search gives {@code user_id, items, scores} for the videos of a slice
     * @return {@code user_id, items, scores}, best first
     */
    Dataset<Row> best(UnaryOperator<Dataset<Row>> search) {
        return IntStream.range(0, count)
                .mapToObj(slice -> items.filter(pmod(xxhash64(col(VideoIndex.VIDEO_IDX)), lit((long) count))
                        .equalTo((long) slice)))
                .map(search)
                .reduce(Dataset::unionByName)
                .map(found -> count > 1 ? merged(found) : found)
                .orElseThrow();
    }

    private Dataset<Row> merged(Dataset<Row> found) {
        return found.groupBy(UserIndex.USER_ID)
                .agg(collect_list(struct(col(Recipient.ITEMS), col(Recipient.SCORES)))
                        .as(FOUND))
                .select(
                        col(UserIndex.USER_ID),
                        functions
                                .expr(
                                        ("slice(array_sort(flatten(transform(found, f -> arrays_zip(f.items, f.scores))), (a, b)"
                                                        + " -> case when a.scores > b.scores then -1 when a.scores < b.scores then 1"
                                                        + " else a.items - b.items end), 1, %d)")
                                                .formatted(n))
                                .as(BEST))
                .select(
                        col(UserIndex.USER_ID),
                        col(BEST + "." + Recipient.ITEMS).as(Recipient.ITEMS),
                        col(BEST + "." + Recipient.SCORES).as(Recipient.SCORES));
    }

    private Dataset<Row> top(Dataset<Row> users, TopItems slice) {
        int top = n;
        Broadcast<CandidatePool> shared = JavaSparkContext.fromSparkContext(
                        users.sparkSession().sparkContext())
                .broadcast(new CandidatePool(slice, Map.of(), slice));
        JavaRDD<Tuple3<String, int[], float[]>> found =
                Recipient.rows(users).mapPartitions(recipients -> lists(recipients, shared.value(), top));
        SQLImplicits encoders = users.sparkSession().implicits();
        return users.sparkSession()
                .createDataset(
                        found.rdd(),
                        Encoders.tuple(
                                Encoders.STRING(), encoders.newIntArrayEncoder(), encoders.newFloatArrayEncoder()))
                .toDF(UserIndex.USER_ID, Recipient.ITEMS, Recipient.SCORES);
    }

    private static Iterator<Tuple3<String, int[], float[]>> lists(
            Iterator<Recipient> recipients, CandidatePool pool, int n) {
        return RowBatches.of(recipients, TopItems.BATCH)
                .flatMap(batch -> lists(batch, pool, n))
                .iterator();
    }

    private static Stream<Tuple3<String, int[], float[]>> lists(List<Recipient> batch, CandidatePool pool, int n) {
        RankedItems[] lists = pool.top(batch, n);
        return IntStream.range(0, lists.length)
                .mapToObj(i -> new Tuple3<>(batch.get(i).id(), lists[i].items(), lists[i].scores()));
    }
}
