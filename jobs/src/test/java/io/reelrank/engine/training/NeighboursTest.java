package io.reelrank.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.Frames;
import io.reelrank.SparkTest;
import io.reelrank.TestSettings;
import io.reelrank.core.settings.EvaluationSettings;
import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.scoring.TopItems;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class NeighboursTest extends SparkTest {
    private static final int ITEMS = 25;
    private static final int LIMIT = 4;
    private static final int[] CANDIDATES =
            IntStream.range(0, ITEMS).filter(item -> item % 5 != 0).toArray();

    /** Item 0 is a positive of users 1 and 2, item 1 of user 1, item 2 of users 1, 2 and 3. */
    @Test
    void cosinesAreThoseByHand() {
        Neighbours neighbours = neighbours(
                Frames.of(spark(), "user_idx int, video_idx int", "1|0", "1|1", "1|2", "2|0", "2|2", "3|2"), 1, 2);
        float[] sums = new float[2];
        neighbours.addTo(0, sums, new int[sums.length], 0);
        assertThat(sums[0]).isCloseTo((float) (1 / Math.sqrt(2)), within(1e-6f));
        assertThat(sums[1]).isCloseTo((float) (2 / Math.sqrt(6)), within(1e-6f));
        neighbours.addTo(99, sums, new int[sums.length], 0);
        assertThat(sums[1]).isCloseTo((float) (2 / Math.sqrt(6)), within(1e-6f));
    }

    @Test
    void neighboursAreThoseOfABruteForceOverAllPairs() {
        Map<Integer, Set<Integer>> users = new HashMap<>();
        Random random = new Random(5);
        Set<String> lines = new TreeSet<>();
        for (int i = 0; i < 400; i++) {
            int user = random.nextInt(60);
            int item = (int) (ITEMS * random.nextDouble() * random.nextDouble());
            lines.add(user + "|" + item);
            users.computeIfAbsent(item, key -> new HashSet<>()).add(user);
        }
        Neighbours neighbours = neighbours(
                Frames.of(spark(), "user_idx int, video_idx int", lines.toArray(String[]::new))
                        .repartition(3),
                CANDIDATES);
        for (int item : users.keySet()) {
            float[] expected = new float[CANDIDATES.length];
            IntStream.range(0, CANDIDATES.length)
                    .filter(position -> CANDIDATES[position] != item)
                    .boxed()
                    .filter(position -> cosine(users, item, CANDIDATES[position]) > 0)
                    .sorted(Comparator.comparingDouble(
                                    (Integer position) -> -(float) cosine(users, item, CANDIDATES[position]))
                            .thenComparing(position -> position))
                    .limit(LIMIT)
                    .forEach(position -> expected[position] = (float) cosine(users, item, CANDIDATES[position]));
            float[] sums = new float[CANDIDATES.length];
            neighbours.addTo(item, sums, new int[sums.length], 0);
            assertThat(sums).as("item %d", item).containsExactly(expected, within(1e-6f));
        }
    }

    @Test
    void manyItemsHaveFewerNeighboursEach() {
        assertThat(Neighbours.limit(100, 0)).isEqualTo(100);
        assertThat(Neighbours.limit(100, 500_000)).isEqualTo(100);
        assertThat(Neighbours.limit(100, 2_000_000)).isEqualTo(25);
        assertThat(Neighbours.limit(100, 100_000_000)).isEqualTo(1);
    }

    @Test
    void theRankingAddsUpAndFallsBackToPopularity() {
        Neighbours neighbours = neighbours(
                Frames.of(spark(), "user_idx int, video_idx int", "1|0", "1|1", "2|0", "2|1", "3|2"), 0, 1, 2);
        TopItems popular = new TopItems(0, new int[] {0, 1, 2}, new float[0], new float[] {0.2f, 0.4f, 1});
        NeighbourRanking ranking = NeighbourRanking.of(neighbours, popular, 0.5f);
        float[] scores = new float[3];
        ranking.score(EvaluatedUser.of(7, new int[] {0, 2}, new float[] {1, -1}), scores);
        assertThat(scores).containsExactly(new float[] {0.1f, 1.2f, 0.5f}, within(1e-6f));
        ranking.score(EvaluatedUser.of(8, new int[0], new float[0]), scores);
        assertThat(scores).containsExactly(new float[] {0.1f, 0.2f, 0.5f}, within(1e-6f));
    }

    private static double cosine(Map<Integer, Set<Integer>> users, int a, int b) {
        Set<Integer> common = new HashSet<>(users.getOrDefault(a, Set.of()));
        common.retainAll(users.getOrDefault(b, Set.of()));
        return common.isEmpty()
                ? 0
                : common.size()
                        / Math.sqrt((double) users.get(a).size() * users.get(b).size());
    }

    private static Neighbours neighbours(Dataset<Row> positives, int... candidates) {
        EvaluationSettings settings = TestSettings.section(
                        "evaluation", "neighbours=" + LIMIT, "neighbour-pairs=100000", "max-users=1000", "seed=1")
                .evaluation();
        return Neighbours.of(positives, candidates, settings);
    }
}
