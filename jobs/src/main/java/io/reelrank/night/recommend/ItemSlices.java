package io.reelrank.night.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.RowBatches;
import io.reelrank.engine.scoring.TopItems;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
 * Videos that are too many to be in one place: a slice of them at a time is scored for everybody, and of each user's
 * best of every slice the best are kept. The result is that of scoring them all at once.
 *
 * @param items {@code video_idx, factors, bias, creator, barred}
 * @param rank the factors' length
 * @param count how many slices
 * @param n how many videos a user
 */
record ItemSlices(Dataset<Row> items, int rank, int count, int n) {
    /** How many slices of so many bytes hold some videos' factors; one at least. */
    static int count(long videos, int rank, long bytes) {
        return Math.max(1, Math.toIntExact((videos * (rank + 4L) * Float.BYTES + bytes - 1) / bytes));
    }

    /**
     * Everybody's best videos.
     *
     * @param users rows of {@link Recipient#COLUMNS}
     * @param byPopularity ranks for users without factors
     * @return {@code user_id, items, scores}, best first
     */
    Dataset<Row> best(Dataset<Row> users, TopItems byPopularity) {
        return best(users.filter(col("factors").isNotNull()))
                .unionByName(of(users.filter(col("factors").isNull()), byPopularity));
    }

    /**
     * The best videos of all who have factors.
     *
     * @param users rows of {@link Recipient#COLUMNS}
     * @return {@code user_id, items, scores}, best first
     */
    Dataset<Row> best(Dataset<Row> users) {
        return IntStream.range(0, count)
                .mapToObj(slice -> items.filter(pmod(xxhash64(col(VideoIndex.VIDEO_IDX)), lit((long) count))
                        .equalTo((long) slice)))
                .map(those -> of(users, CollectedItems.marked(those, rank)))
                .reduce(Dataset::unionByName)
                .map(found -> count > 1 ? merged(found) : found)
                .orElseThrow();
    }

    private Dataset<Row> merged(Dataset<Row> found) {
        return found.groupBy(UserIndex.USER_ID)
                .agg(collect_list(struct(col("items"), col("scores"))).as("found"))
                .select(
                        col(UserIndex.USER_ID),
                        functions
                                .expr(
                                        ("slice(array_sort(flatten(transform(found, f -> arrays_zip(f.items, f.scores))), (a, b)"
                                                        + " -> case when a.scores > b.scores then -1 when a.scores < b.scores then 1"
                                                        + " else a.items - b.items end), 1, %d)")
                                                .formatted(n))
                                .as("best"))
                .select(
                        col(UserIndex.USER_ID),
                        col("best.items").as("items"),
                        col("best.scores").as("scores"));
    }

    private Dataset<Row> of(Dataset<Row> users, TopItems slice) {
        int most = n;
        Broadcast<CandidatePool> shared = JavaSparkContext.fromSparkContext(
                        users.sparkSession().sparkContext())
                .broadcast(new CandidatePool(slice, Map.of(), slice));
        JavaRDD<Tuple3<String, int[], float[]>> found =
                Recipient.rows(users).mapPartitions(those -> lists(those, shared.value(), most));
        SQLImplicits encoders = users.sparkSession().implicits();
        return users.sparkSession()
                .createDataset(
                        found.rdd(),
                        Encoders.tuple(
                                Encoders.STRING(), encoders.newIntArrayEncoder(), encoders.newFloatArrayEncoder()))
                .toDF("user_id", "items", "scores");
    }

    private static Iterator<Tuple3<String, int[], float[]>> lists(
            Iterator<Recipient> addressees, CandidatePool ranked, int n) {
        return RowBatches.of(addressees, TopItems.BATCH)
                .flatMap(batch -> lists(batch, ranked, n))
                .iterator();
    }

    private static Stream<Tuple3<String, int[], float[]>> lists(List<Recipient> batch, CandidatePool ranked, int n) {
        RankedItems[] lists = ranked.top(batch, n);
        return IntStream.range(0, lists.length)
                .mapToObj(i -> new Tuple3<>(batch.get(i).id(), lists[i].items(), lists[i].scores()));
    }
}
