package io.reelrank.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.engine.scoring.ItemRanks;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
    // Three of 11 candidates are positive; their ranks are first, third and seventh.
    private static final HitRanks RANKS = new HitRanks(new int[] {0, 2, 6}, new float[] {1, 3, 2}, 11);

    @Test
    void recallIsTheShareOfThePositivesAmongTheFirst() {
        assertThat(new Recall(3).of(RANKS)).isEqualTo(2.0 / 3);
        assertThat(new Recall(2).of(RANKS)).isEqualTo(1.0 / 3);
        assertThat(new Recall(2).label()).isEqualTo("recall@2");
    }

    @Test
    void cappedRecallIsOneForAFullListOfHits() {
        assertThat(new CappedRecall(1).of(RANKS)).isEqualTo(1);
        assertThat(new CappedRecall(2).of(RANKS)).isEqualTo(1.0 / 2);
        assertThat(new CappedRecall(10).of(RANKS)).isEqualTo(1);
    }

    @Test
    void precisionIsTheShareOfPositivesInTheList() {
        assertThat(new Precision(10).of(RANKS)).isEqualTo(0.3);
    }

    @Test
    void ndcgDiscountsByRank() {
        // (1 + 1/2) / (1 + 1/log2(3) + 1/2)
        assertThat(new Ndcg(5).of(RANKS)).isCloseTo(1.5 / 2.1309297536, within(1e-9));
    }

    @Test
    void averagePrecisionIsTheMeanPrecisionAtTheHits() {
        // (1/1 + 2/3) / 3
        assertThat(new AveragePrecision(5).of(RANKS)).isCloseTo(5.0 / 9, within(1e-12));
    }

    @Test
    void hitRateAndReciprocalRankLookAtTheFirstHit() {
        HitRanks late = new HitRanks(new int[] {3}, new float[] {1}, 5);
        assertThat(new HitRate(3).of(late)).isZero();
        assertThat(new HitRate(4).of(late)).isEqualTo(1);
        assertThat(new ReciprocalRank().of(late)).isEqualTo(0.25);
    }

    @Test
    void percentileRankWeighsByStrength() {
        // (1·0 + 3·0.2 + 2·0.6) / 6
        assertThat(new PercentileRank().of(RANKS)).isCloseTo(0.3, within(1e-7));
        assertThat(new PercentileRank().weight(RANKS)).isEqualTo(6);
        assertThat(new PercentileRank().of(new HitRanks(new int[] {0}, new float[] {1}, 1)))
                .isZero();
    }

    @Test
    void listsAreMeasuredByWhatTheyHold() {
        Catalogue catalogue = catalogue();
        int[] list = {0, 1, 3};
        assertThat(new Novelty(2).of(list, catalogue)).isEqualTo(1.5);
        // Items 0 and 1 share one of two terms: cosine 1/2; item 3 has none and does not count.
        assertThat(new IntraListDiversity(3).of(list, catalogue)).isCloseTo(0.5, within(1e-12));
        assertThat(new GroupShare("new_share", "freshness", "new", 3).of(list, catalogue))
                .isEqualTo(2.0 / 3);
        assertThat(new GroupShare("new_share", "freshness", "new", 3).label()).isEqualTo("new_share@3");
    }

    @Test
    void anEmptyListHasNoFigure() {
        Catalogue catalogue = catalogue();
        assertThat(new Novelty(2).of(new int[0], catalogue)).isNaN();
        assertThat(new IntraListDiversity(2).of(new int[] {0}, catalogue)).isNaN();
        assertThat(new GroupShare("new_share", "freshness", "new", 3).of(new int[0], catalogue))
                .isNaN();
    }

    @Test
    void exposureCountsItemsThatAreNotShownToo() {
        Exposure equal = new Exposure(new TreeMap<>(Map.of(2L, 4L)), 4);
        assertThat(equal.gini()).isZero();
        assertThat(equal.coverage()).isEqualTo(1);
        // 0, 0, 0, 8: Σ(2i − 5)x / (4·8) = 3·8/32
        Exposure one = new Exposure(new TreeMap<>(Map.of(8L, 1L)), 4);
        assertThat(one.gini()).isEqualTo(0.75);
        assertThat(one.coverage()).isEqualTo(0.25);
        assertThat(one.largest()).isEqualTo(8);
        Exposure nothing = new Exposure(new TreeMap<>(), 4);
        assertThat(nothing.gini()).isZero();
        assertThat(nothing.largest()).isZero();
    }

    /** Random scores with many ties, users with one item and with many, against lists sorted and walked through. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyMetricIsThatOfASlowWalkThroughTheSortedList(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int items = 2 + random.nextInt(40);
            float[] scores = new float[items];
            for (int i = 0; i < items; i++) {
                scores[i] = random.nextInt(4) == 0 ? Float.NEGATIVE_INFINITY : random.nextInt(5);
            }
            int[] shuffled = shuffled(items, random);
            int left = random.nextInt(items / 2 + 1);
            for (int i = 0; i < left; i++) {
                scores[shuffled[i]] = Float.NaN;
            }
            int count = 1 + random.nextInt(Math.min(6, items - left));
            int[] positives =
                    Arrays.stream(shuffled, left, left + count).sorted().toArray();
            float[] strengths = new float[count];
            for (int j = 0; j < count; j++) {
                strengths[j] = 1 + random.nextInt(5);
            }

            List<Integer> sorted = IntStream.range(0, items)
                    .filter(i -> !Float.isNaN(scores[i]))
                    .boxed()
                    .sorted((a, b) -> scores[a] != scores[b] ? Float.compare(scores[b], scores[a]) : a - b)
                    .toList();
            ItemRanks ofItems = ItemRanks.of(scores, positives, 5);
            UserHits found = new UserHits(
                    1, new String[0], positives, strengths, items - left, new int[][] {ofItems.ranks()}, new int[][] {
                        ofItems.top().items()
                    });
            assertThat(Arrays.stream(found.lists()[0]).boxed().toList())
                    .isEqualTo(sorted.subList(0, Math.min(5, sorted.size())));
            HitRanks ranks = found.hitRanks(0, item -> true);
            for (int k : new int[] {1, 3, 10, 50}) {
                check(sorted, positives, strengths, ranks, k);
            }
            double rank = 0;
            double weight = 0;
            for (int j = 0; j < count; j++) {
                rank += strengths[j] * sorted.indexOf(positives[j]) / Math.max(1.0, sorted.size() - 1.0);
                weight += strengths[j];
            }
            assertThat(new PercentileRank().of(ranks)).isCloseTo(rank / weight, within(1e-9));
            int first = Arrays.stream(positives).map(sorted::indexOf).min().orElseThrow();
            assertThat(new ReciprocalRank().of(ranks)).isCloseTo(1.0 / (first + 1), within(1e-12));
        }
    }

    private static void check(List<Integer> sorted, int[] positives, float[] strengths, HitRanks ranks, int k) {
        Set<Integer> set = new HashSet<>();
        Arrays.stream(positives).forEach(set::add);
        double hits = 0;
        double gain = 0;
        double precisions = 0;
        for (int place = 0; place < Math.min(k, sorted.size()); place++) {
            if (set.contains(sorted.get(place))) {
                hits++;
                gain += Math.log(2) / Math.log(place + 2);
                precisions += hits / (place + 1);
            }
        }
        double ideal = 0;
        for (int place = 0; place < Math.min(k, positives.length); place++) {
            ideal += Math.log(2) / Math.log(place + 2);
        }
        int reachable = Math.min(k, positives.length);
        assertThat(new Recall(k).of(ranks)).isCloseTo(hits / positives.length, within(1e-12));
        assertThat(new CappedRecall(k).of(ranks)).isCloseTo(hits / reachable, within(1e-12));
        assertThat(new Precision(k).of(ranks)).isCloseTo(hits / k, within(1e-12));
        assertThat(new Ndcg(k).of(ranks)).isCloseTo(gain / ideal, within(1e-12));
        assertThat(new AveragePrecision(k).of(ranks)).isCloseTo(precisions / reachable, within(1e-12));
        assertThat(new HitRate(k).of(ranks)).isEqualTo(hits > 0 ? 1 : 0);
        assertThat(ranks.strengths()).hasSameSizeAs(strengths);
    }

    private static int[] shuffled(int count, Random random) {
        int[] numbers = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int former = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = former;
        }
        return numbers;
    }

    private static Catalogue catalogue() {
        return new Catalogue(
                new int[] {10, 11, 12, 13},
                new String[] {"a", "a", "b", "b"},
                new double[] {1, 2, 3, 4},
                new int[][] {{0, 1}, {1, 2}, {3}, {}},
                Map.of("freshness", new String[] {"new", "older", "older", "new"}));
    }
}
