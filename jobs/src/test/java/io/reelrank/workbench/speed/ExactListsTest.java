package io.reelrank.workbench.speed;

import static io.reelrank.Frames.factors;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.TopItems;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lists of all users in drawn ratings of size S: 20 thousand users x 5 thousand videos. */
@Tag("slow")
class ExactListsTest extends SparkTest {
    private static final int N = 100;
    private static final int RANK = 16;
    private static final double ROUNDING = 1e-5;

    private static Dataset<Row> ratings;
    private static ALSModel model;
    private static TopItems items;
    private static Map<Integer, float[]> users;

    @BeforeAll
    static void train() {
        ratings = new DrawnRatings(RaceSize.S, 7).on(spark()).persist();
        model = new ALS()
                .setImplicitPrefs(true)
                .setRank(RANK)
                .setMaxIter(2)
                .setSeed(1)
                .setUserCol("user_idx")
                .setItemCol("video_idx")
                .setRatingCol("strength")
                .fit(ratings);
        items = CollectedItems.of(
                model.itemFactors()
                        .select(col("id").as("video_idx"), col("features").as("factors"), lit(0f).as("bias")),
                RANK);
        users = factors(model.userFactors().toDF("user_idx", "factors"));
    }

    @Test
    void everyListHasExactlyTheBestUnseenItems() {
        Map<Integer, float[]> videos = factors(model.itemFactors().toDF("video_idx", "factors"));
        int[] numbers =
                videos.keySet().stream().mapToInt(video -> video).sorted().toArray();
        float[][] y = Arrays.stream(numbers).mapToObj(videos::get).toArray(float[][]::new);
        Map<Integer, int[]> seen = new HashMap<>();
        ratings.groupBy("user_idx")
                .agg(array_sort(collect_list(col("video_idx"))))
                .collectAsList()
                .forEach(row -> seen.put(
                        row.getInt(0),
                        row.<Integer>getList(1).stream()
                                .mapToInt(video -> video)
                                .toArray()));
        int[] all = users.keySet().stream().mapToInt(user -> user).toArray();
        RankedItems[] lists = items.top(
                Arrays.stream(all).mapToObj(users::get).toArray(float[][]::new),
                Arrays.stream(all)
                        .mapToObj(user -> Exclusions.of(seen.get(user)))
                        .toArray(Exclusions[]::new),
                N);
        assertThat(lists).hasSizeGreaterThan(19_000);
        IntStream.range(0, all.length).parallel().forEach(i -> {
            double[] scores = new double[numbers.length];
            int unseen = 0;
            for (int item = 0; item < numbers.length; item++) {
                if (Arrays.binarySearch(seen.get(all[i]), numbers[item]) < 0) {
                    scores[unseen++] = dot(users.get(all[i]), y[item]);
                }
            }
            Arrays.sort(scores, 0, unseen);
            assertThat(lists[i].items()).hasSize(Math.min(N, unseen)).doesNotHaveDuplicates();
            double fromBest = 0;
            double fromOwn = 0;
            // An assertion for every rank would take most of the test's time.
            for (int rank = 0; rank < lists[i].items().length; rank++) {
                double score = lists[i].scores()[rank];
                fromBest = Math.max(fromBest, Math.abs(score - scores[unseen - 1 - rank]));
                fromOwn =
                        Math.max(fromOwn, Math.abs(score - dot(users.get(all[i]), videos.get(lists[i].items()[rank]))));
            }
            assertThat(Arrays.stream(lists[i].items()).filter(item -> Arrays.binarySearch(seen.get(all[i]), item) >= 0))
                    .isEmpty();
            assertThat(fromBest).isLessThan(ROUNDING);
            assertThat(fromOwn).isLessThan(ROUNDING);
        });
    }

    @Test
    void withoutExclusionsTheListsAreThoseOfMllib() {
        int same = 0;
        int places = 0;
        for (Row row : model.recommendForAllUsers(N).collectAsList()) {
            RankedItems ours = items.top(users.get(row.getInt(0)), Exclusions.NOTHING, N);
            List<Row> theirs = row.getList(1);
            assertThat(theirs).hasSize(ours.items().length);
            double difference = 0;
            for (int place = 0; place < N; place++) {
                difference = Math.max(
                        difference,
                        Math.abs(ours.scores()[place] - theirs.get(place).getFloat(1)));
                same += ours.items()[place] == theirs.get(place).getInt(0) ? 1 : 0;
                places++;
            }
            assertThat(difference).isLessThan(ROUNDING);
        }
        // The other items are ties, up to rounding.
        assertThat(same).isGreaterThan(places * 99 / 100);
    }

    private static double dot(float[] x, float[] y) {
        double dot = 0;
        for (int k = 0; k < x.length; k++) {
            dot += (double) x[k] * y[k];
        }
        return dot;
    }
}
