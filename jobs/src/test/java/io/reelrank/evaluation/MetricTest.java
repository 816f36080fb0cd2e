package io.reelrank.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static final double ROUNDING = 1e-12;

    @Test
    void recallIsTheShareOfTheWantedAmongTheFirst50() {
        assertThat(Metric.RECALL_50.of(new int[] {7, 3, 9}, new int[] {3, 4, 9, 12}))
                .isEqualTo(0.5);
        assertThat(Metric.RECALL_50.of(list(49, 5), new int[] {5})).isEqualTo(1);
        assertThat(Metric.RECALL_50.of(list(50, 5), new int[] {5})).isZero();
        assertThat(Metric.RECALL_50.of(new int[0], new int[] {5})).isZero();
    }

    @Test
    void gainIsDiscountedByTheLogarithmOfThePlace() {
        // Hits at places 1 and 3: 1 + 1/log2(4) = 1.5; ideal of three: 1 + 1/log2(3) + 1/2.
        double ideal = 1 + Math.log(2) / Math.log(3) + 0.5;
        assertThat(Metric.NDCG_20.of(new int[] {2, 9, 4}, new int[] {2, 4, 6}))
                .isCloseTo(1.5 / ideal, within(ROUNDING));
        assertThat(Metric.NDCG_20.of(new int[] {4, 2, 6}, new int[] {2, 4, 6})).isCloseTo(1, within(ROUNDING));
        // One wanted, at place 2.
        assertThat(Metric.NDCG_20.of(new int[] {1, 5}, new int[] {5})).isCloseTo(0.6309297535714575, within(ROUNDING));
        assertThat(Metric.NDCG_20.of(list(20, 5), new int[] {5})).isZero();
    }

    @Test
    void theIdealHasAtMost20Hits() {
        int[] wanted = IntStream.range(0, 30).toArray();
        assertThat(Metric.NDCG_20.of(wanted, wanted)).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void aHitIsOneOfTheWantedAmongTheFirst20() {
        assertThat(Metric.HIT_RATE_20.of(list(19, 5), new int[] {5, 6})).isEqualTo(1);
        assertThat(Metric.HIT_RATE_20.of(list(20, 5), new int[] {5, 6})).isZero();
    }

    @Test
    void namesAndTheLongestCutoff() {
        assertThat(Metric.values()).extracting(Metric::label).containsExactly("recall@50", "ndcg@20", "hit_rate@20");
        assertThat(Metric.longestCutoff()).isEqualTo(50);
    }

    @Test
    void anyListIsMeasuredAsByTheDefinitions() {
        Random random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            List<Integer> list = some(random, random.nextInt(80));
            List<Integer> wanted =
                    some(random, 1 + random.nextInt(40)).stream().sorted().toList();
            int[] listed = ints(list);
            int[] sought = ints(wanted);

            long hits = list.stream().limit(50).filter(wanted::contains).count();
            assertThat(Metric.RECALL_50.of(listed, sought)).isEqualTo((double) hits / wanted.size());
            assertThat(Metric.HIT_RATE_20.of(listed, sought))
                    .isEqualTo(list.stream().limit(20).anyMatch(wanted::contains) ? 1 : 0);
            assertThat(Metric.NDCG_20.of(listed, sought)).isCloseTo(slowNdcg(list, wanted), within(ROUNDING));
        }
    }

    private static double slowNdcg(List<Integer> list, List<Integer> wanted) {
        double gain = IntStream.rangeClosed(1, Math.min(20, list.size()))
                .filter(place -> wanted.contains(list.get(place - 1)))
                .mapToDouble(place -> 1 / log2(place + 1))
                .sum();
        double ideal = IntStream.rangeClosed(1, Math.min(20, wanted.size()))
                .mapToDouble(place -> 1 / log2(place + 1))
                .sum();
        return gain / ideal;
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static List<Integer> some(Random random, int count) {
        return random.ints(0, 100).distinct().limit(count).boxed().collect(Collectors.toList());
    }

    /** A list with strangers before one item. */
    private static int[] list(int strangers, int item) {
        return IntStream.concat(IntStream.range(100, 100 + strangers), IntStream.of(item))
                .toArray();
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
