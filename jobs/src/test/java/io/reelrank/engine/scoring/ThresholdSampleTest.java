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
    void aFloorIsCloseBelowTheLastOfTheBest() {
        float[] floors = floors(noExclusions(), new int[users.length][0], 100);
        for (int user = 0; user < users.length; user++) {
            double[] best = best(user, ORDER);
            // k = 6.25 + 3 · 2.5 + 2 = 16 of the sample, so about 256 of all items are above the floor.
            assertThat((double) floors[user]).isBetween(best[500], best[100]);
        }
    }

    @Test
    void withAsManyGroupsAsItemsTheFloorIsTheKthBestOfTheSample() {
        int n = 4_000;
        // 250 expected + 3 · 15.8 + 2. The sample has 1,250 items in ten blocks, so each item is a group of its own.
        int k = 300;
        int[] sampled = IntStream.range(0, ITEMS)
                .filter(slot -> slot % EVERY == EVERY / 2)
                .toArray();
        float[] floors = floors(noExclusions(), new int[users.length][0], n);
        for (int user = 0; user < users.length; user++) {
            assertThat((double) floors[user]).isCloseTo(best(user, sampled)[k - 1], within(1e-4));
        }
    }

    @Test
    void excludedItemsSetNoFloor() {
        // The first rule excludes some items for the first user; the second user has seen the same items.
        int[] excluded = IntStream.range(0, ITEMS).filter(item -> item % 3 == 0).toArray();
        int[] rules = new int[ITEMS];
        Arrays.stream(excluded).forEach(item -> rules[item] = 1);
        users[1] = users[0].clone();
        Exclusions[] exclusions = noExclusions();
        exclusions[0] = new Exclusions(new int[0], new long[0], 1);
        int[][] slots = new int[users.length][0];
        slots[1] = excluded;
        float[] floors = sample.floors(slots, new ItemMarks(new long[ITEMS], rules), exclusions, 100, scores());
        assertThat(floors[0]).isEqualTo(floors[1]).isLessThan(floors(noExclusions(), slots, 100)[0]);
        Arrays.fill(rules, 1);
        assertThat(sample.floors(slots, new ItemMarks(new long[ITEMS], rules), exclusions, 100, scores())[0])
                .isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void fewItemsAreNotSampled() {
        ThresholdSample few = ThresholdSample.of(RANK, Arrays.copyOf(ORDER, 8_000), factors, biases);
        assertThat(few.floors(new int[users.length][0], ItemMarks.NONE, noExclusions(), 100, scores()))
                .containsOnly(Float.NEGATIVE_INFINITY);
    }

    private float[] floors(Exclusions[] exclusions, int[][] slots, int n) {
        return sample.floors(slots, ItemMarks.NONE, exclusions, n, scores());
    }

    private BlockScores scores() {
        BlockScores scores = new BlockScores(RANK, users.length, PackedItems.BLOCK);
        scores.take(users);
        return scores;
    }

    private Exclusions[] noExclusions() {
        Exclusions[] exclusions = new Exclusions[users.length];
        Arrays.fill(exclusions, Exclusions.NOTHING);
        return exclusions;
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
