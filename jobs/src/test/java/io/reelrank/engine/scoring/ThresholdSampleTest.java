package io.reelrank.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThresholdSampleTest {
    private static final int ITEMS = 20_000;
    private static final int RANK = 8;
    private static final int EVERY = 16;
    private static final int[] ORDER = IntStream.range(0, ITEMS).toArray();

    private final Random random = new Random(3);
    private final float[] factors = some(ITEMS * RANK);
    private final float[] biases = some(ITEMS);
    private final float[][] users = {some(RANK), some(RANK), some(RANK), {}};
    private final ThresholdSample sample = ThresholdSample.of(RANK, ORDER, factors, biases);

    @Test
    void aFloorIsHardlyAboveTheLeastOfTheBestAndNotFarBelow() {
        float[] floors = floors(nobodysMarks(), new int[users.length][0], 100);
        for (int user = 0; user < users.length; user++) {
            double[] best = best(user, ORDER);
            // About 256 items are as good: n and three standard deviations of a sample's sixteenth.
            assertThat((double) floors[user]).isBetween(best[500], best[100]);
        }
    }

    @Test
    void withAsManyGroupsAsItemsTheFloorIsTheSamplesOwn() {
        int n = 4_000;
        // 250 expected + 3 · 15.8 + 2: of 1,250 items in ten blocks, each is a group of its own.
        int looked = 300;
        int[] sampled = IntStream.range(0, ITEMS)
                .filter(place -> place % EVERY == EVERY / 2)
                .toArray();
        float[] floors = floors(nobodysMarks(), new int[users.length][0], n);
        for (int user = 0; user < users.length; user++) {
            assertThat((double) floors[user]).isCloseTo(best(user, sampled)[looked - 1], within(1e-4));
        }
    }

    @Test
    void whatIsNotForAUserSetsNoFloor() {
        // The first user wants nothing of what the first rule bars, the second met the same items.
        int[] best = IntStream.range(0, ITEMS).filter(item -> item % 3 == 0).toArray();
        int[] rules = new int[ITEMS];
        Arrays.stream(best).forEach(item -> rules[item] = 1);
        users[1] = users[0].clone();
        Exclusions[] leftOut = nobodysMarks();
        leftOut[0] = new Exclusions(new int[0], new long[0], 1);
        int[][] struck = new int[users.length][0];
        struck[1] = best;
        float[] floors = sample.floors(struck, new ItemMarks(new long[ITEMS], rules), leftOut, 100, scores());
        assertThat(floors[0]).isEqualTo(floors[1]).isLessThan(floors(nobodysMarks(), struck, 100)[0]);
        Arrays.fill(rules, 1);
        assertThat(sample.floors(struck, new ItemMarks(new long[ITEMS], rules), leftOut, 100, scores())[0])
                .isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void fewItemsAreNotSampled() {
        ThresholdSample few = ThresholdSample.of(RANK, Arrays.copyOf(ORDER, 8_000), factors, biases);
        assertThat(few.floors(new int[users.length][0], ItemMarks.NONE, nobodysMarks(), 100, scores()))
                .containsOnly(Float.NEGATIVE_INFINITY);
    }

    private float[] floors(Exclusions[] leftOut, int[][] struck, int n) {
        return sample.floors(struck, ItemMarks.NONE, leftOut, n, scores());
    }

    private BlockScores scores() {
        BlockScores scores = new BlockScores(RANK, users.length, PackedItems.BLOCK);
        scores.take(users);
        return scores;
    }

    private Exclusions[] nobodysMarks() {
        Exclusions[] leftOut = new Exclusions[users.length];
        Arrays.fill(leftOut, Exclusions.NOTHING);
        return leftOut;
    }

    /** A user's scores of some items, best first. */
    private double[] best(int user, int[] items) {
        double[] scores = Arrays.stream(items)
                .mapToDouble(item -> {
                    double score = biases[item];
                    for (int k = 0; k < users[user].length; k++) {
                        score += (double) users[user][k] * factors[item * RANK + k];
                    }
                    return -score;
                })
                .sorted()
                .toArray();
        return Arrays.stream(scores).map(score -> -score).toArray();
    }

    private float[] some(int length) {
        float[] some = new float[length];
        for (int i = 0; i < length; i++) {
            some[i] = (float) random.nextGaussian();
        }
        return some;
    }
}
