package io.reelrank.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ranks of every way of ranking, against a sort of all scores. */
class ItemRanksTest {
    private static final float[] NO_FACTORS = {};

    /** The reference: sorts the positions of the items that are not excluded. */
    private static int[] sorted(float[] scores, int[] excluded) {
        return IntStream.range(0, scores.length)
                .filter(i -> Arrays.binarySearch(excluded, i) < 0)
                .boxed()
                .sorted((a, b) -> {
                    float scoreOfA = Float.isNaN(scores[a]) ? Float.NEGATIVE_INFINITY : scores[a];
                    float scoreOfB = Float.isNaN(scores[b]) ? Float.NEGATIVE_INFINITY : scores[b];
                    return scoreOfA == scoreOfB ? a - b : scoreOfA > scoreOfB ? -1 : 1;
                })
                .mapToInt(i -> i)
                .toArray();
    }

    private static void assertRanks(ItemRanks found, float[] scores, RankQuery query, int n) {
        int[] order = sorted(scores, query.excluded());
        assertThat(found.top().items()).containsExactly(Arrays.copyOf(order, Math.min(n, order.length)));
        int[] ranks = IntStream.of(query.positives())
                .map(item -> IntStream.range(0, order.length)
                        .filter(r -> order[r] == item)
                        .findFirst()
                        .orElseThrow())
                .toArray();
        assertThat(found.ranks()).containsExactly(ranks);
    }

    /** Excluded items and positives, drawn. */
    private static RankQuery query(Random random, int items, double excluded, double positive) {
        int[] kinds = IntStream.range(0, items)
                .map(i -> random.nextDouble() < excluded ? 0 : random.nextDouble() < positive ? 1 : 2)
                .toArray();
        return new RankQuery(
                IntStream.range(0, items).filter(i -> kinds[i] == 0).toArray(),
                IntStream.range(0, items).filter(i -> kinds[i] == 1).toArray());
    }

    // The sizes end in whole blocks, in parts of one and in the last columns of one, and have samples or none.
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 0",
        "3, 2, 5, 0.5",
        "70, 8, 3, 0.1",
        "128, 16, 65, 0.1",
        "300, 16, 130, 0.02",
        "1064, 5, 20, 0.9",
        "1000, 0, 20, 0.1",
        "9001, 16, 70, 0.01",
        "9100, 150, 9, 0.01"
    })
    void ranksAreThoseOfAllScoresSorted(int items, int rank, int users, double excluded) {
        Random random = new Random(items);
        float[] biases = new float[items];
        float[] factors = new float[items * rank];
        for (int i = 0; i < items; i++) {
            // Few different biases, and every third item without factors: many scores are equal.
            biases[i] = random.nextInt(4);
            for (int k = 0; k < rank && i % 3 != 0; k++) {
                factors[i * rank + k] = i % 3 == 1 ? random.nextInt(3) - 1 : (float) random.nextGaussian();
            }
        }
        TopItems top =
                new TopItems(rank, IntStream.range(0, items).map(i -> 5 * i).toArray(), factors, biases);
        float[][] ofUsers = new float[users][];
        RankQuery[] queries = new RankQuery[users];
        for (int user = 0; user < users; user++) {
            ofUsers[user] = user % 5 == 0 ? NO_FACTORS : new float[rank];
            for (int k = 0; k < ofUsers[user].length; k++) {
                ofUsers[user][k] = user % 5 == 1 ? random.nextInt(3) - 1 : (float) random.nextGaussian();
            }
            queries[user] = query(random, items, user % 7 == 3 ? 0.99 : excluded, user % 4 * 10.0 / items);
        }

        ItemRanks[] ranks = top.ranks(ofUsers, queries, 30);

        float[] scores = new float[items];
        for (int user = 0; user < users; user++) {
            top.scores(ofUsers[user], scores);
            assertRanks(ranks[user], scores, queries[user], 30);
            assertRanks(
                    ItemRanks.of(queries[user].masked(scores.clone()), queries[user].positives(), 30),
                    scores,
                    queries[user],
                    30);
        }
    }

    @Test
    void factorsThatAreNoNumbersOrTooLargeRankAsTheirScores() {
        float[] factors = {1, Float.NaN, 2, Float.MAX_VALUE, -1, 3};
        TopItems top = new TopItems(1, new int[] {0, 1, 2, 3, 4, 5}, factors, new float[6]);
        RankQuery query = new RankQuery(new int[] {5}, new int[] {0, 1, 3});
        float[] scores = new float[6];
        for (float user : new float[] {1, 10, -10, Float.NaN, Float.POSITIVE_INFINITY, 0}) {
            top.scores(new float[] {user}, scores);
            assertRanks(top.ranks(new float[][] {{user}}, new RankQuery[] {query}, 4)[0], scores, query, 4);
        }
    }

    @Test
    void addedBiasesAreThoseOfItemsPackedWithTheSum() {
        float[] factors = new float[9000];
        float[] biases = new float[9000];
        float[] more = new float[9000];
        int[] ids = IntStream.range(0, 9000).toArray();
        Random random = new Random(3);
        for (int i = 0; i < ids.length; i++) {
            factors[i] = (float) random.nextGaussian();
            biases[i] = random.nextInt(3);
            more[i] = random.nextInt(5);
        }
        TopItems added = new TopItems(1, ids, factors, biases).plus(new TopItems(0, ids, new float[0], more), 0.5f);
        float[] sums = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            sums[i] = biases[i] + 0.5f * more[i];
        }
        TopItems packed = new TopItems(1, ids, factors, sums);
        assertThat(added.biases()).containsExactly(sums);
        assertThat(added.top(new float[] {0.3f}, Exclusions.NOTHING, 50).items())
                .containsExactly(
                        packed.top(new float[] {0.3f}, Exclusions.NOTHING, 50).items());
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "40, 5, 0.3", "64, 0, 0.1", "1000, 100, 0.05", "1000, 10, 0.99"})
    void aSharedOrderIsThatOfItsScoresWithTheUsersOwn(int items, int own, double excluded) {
        Random random = new Random(own);
        for (int round = 0; round < 20; round++) {
            float[] scores = new float[items];
            for (int i = 0; i < items; i++) {
                scores[i] = random.nextInt(20) == 0 ? Float.NaN : random.nextInt(1 + items / 4);
            }
            SharedOrder order = new SharedOrder(scores);
            int[] owned = random.ints(0, items).distinct().limit(own).toArray();
            float[] ownScores = new float[own];
            for (int i = 0; i < own; i++) {
                ownScores[i] = random.nextInt(20) == 0 ? Float.NaN : random.nextInt(1 + items / 4);
                scores[owned[i]] = ownScores[i];
            }
            RankQuery query = query(random, items, excluded, 0.1);
            assertRanks(order.ranks(query, new RankedItems(owned, ownScores), 12), scores, query, 12);
        }
    }
}
