package io.reelrank.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKTest {
    private static final float[] EXTREMES = {
        0, -0f, 1e-40f, -1e-40f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
    };

    @Test
    void theBestComeInOrderForAnyDistributionOfScores() {
        Random random = new Random(5);
        List<IntFunction<Float>> kinds = List.of(
                i -> (float) random.nextGaussian(),
                i -> (float) Math.exp(20 * random.nextGaussian()),
                i -> (float) random.nextInt(3),
                i -> 1f,
                i -> i == 40 ? 1e30f : 1 + 1e-6f * random.nextFloat(),
                i -> EXTREMES[random.nextInt(EXTREMES.length)]);
        for (IntFunction<Float> kind : kinds) {
            for (int n : new int[] {0, 1, 2, 7, 100, 1000, 2000}) {
                requireBest(n, IntStream.range(0, 1500).mapToObj(kind).toList());
            }
        }
    }

    private static void requireBest(int n, List<Float> scores) {
        TopK best = new TopK(n);
        // Offered in the order of neither the scores nor the positions.
        IntStream.range(0, scores.size())
                .map(i -> 7 * i % scores.size())
                .forEach(position -> best.offer(position, scores.get(position)));
        RankedItems ranked = best.ranked();

        Comparator<Integer> byScore =
                (a, b) -> scores.get(a) > scores.get(b) ? -1 : scores.get(a) < scores.get(b) ? 1 : 0;
        int[] expected = IntStream.range(0, scores.size())
                .boxed()
                .sorted(byScore.thenComparing(Comparator.naturalOrder()))
                .limit(n)
                .mapToInt(position -> position)
                .toArray();
        assertThat(ranked.items()).containsExactly(expected);
        for (int i = 0; i < expected.length; i++) {
            // A negative zero may have become a positive one.
            assertThat(ranked.scores()[i] == scores.get(expected[i])).isTrue();
        }
    }
}
