package io.reelrank.engine.scoring;

import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Every {@link #EVERY}th item in the packed order. Scoring this sample first gives, for each user, a score that an item
 * must reach to be among the user's top n. Immutable.
 *
 * @param packed the sampled items; none if they would be fewer than {@link #LEAST}, which would save no time
 */
record ThresholdSample(PackedItems packed) implements Serializable {
    private static final int EVERY = 16;
    private static final int LEAST = 512;

    /** With so many groups for each expected item, few groups have two of them. */
    private static final int GROUPS_PER_EXPECTED = 8;

    /**
     * Samples the items: one from the middle of every {@link #EVERY} slots.
     *
     * @param rank the length of the factors
     * @param order [slots] the positions of all items, longest factors first
     * @param factors [positions × rank]
     * @param biases [positions]
     */
    static ThresholdSample of(int rank, int[] order, float[] factors, float[] biases) {
        int size = order.length / EVERY;
        int[] sampled = IntStream.range(0, size < LEAST ? 0 : size)
                .map(i -> order[i * EVERY + EVERY / 2])
                .toArray();
        return new ThresholdSample(PackedItems.of(rank, sampled, factors, biases));
    }

    /** The same sample with other biases: [slots] of all items. */
    ThresholdSample with(float[] biases) {
        float[] sampled = new float[packed.biases().length];
        for (int i = 0; i < packed.order().length; i++) {
            sampled[i] = biases[i * EVERY + EVERY / 2];
        }
        return new ThresholdSample(packed.with(sampled));
    }

    /**
     * A floor of each user's n-th best score. The sample holds n / {@link #EVERY} of the top n on average; the floor is
     * the k-th best score in the sample, with k above that by three standard deviations and 2. So the n-th best score
     * is seldom below the floor. The k-th largest maximum of groups of sampled items stands for the k-th best of the
     * sample: it is never above it, and is found faster.
     *
     * @param excluded [users] the excluded slots of each
     * @param marks of all items
     * @param exclusions [users]
     * @param n the length of the lists
     * @param scores has taken the users
     * @return [users] negative infinity if the sample gives no floor
     */
    float[] floors(int[][] excluded, ItemMarks marks, Exclusions[] exclusions, int n, BlockScores scores) {
        float[] floors = new float[excluded.length];
        Arrays.fill(floors, Float.NEGATIVE_INFINITY);
        if (packed.order().length == 0 || n == 0) {
            return floors;
        }
        double expected = (double) n / EVERY;
        int k = (int) Math.ceil(expected + 3 * Math.sqrt(expected) + 2);
        int blocks =
                Math.min(packed.blocks().length, (GROUPS_PER_EXPECTED * k + PackedItems.BLOCK - 1) / PackedItems.BLOCK);
        Matrix largest = largest(excluded, marks, exclusions, blocks * PackedItems.BLOCK, scores);
        for (int user = 0; user < floors.length; user++) {
            TopK best = new TopK(k);
            for (int group = 0; group < blocks * PackedItems.BLOCK; group++) {
                best.offer(group, largest.values[user * largest.stride + group]);
            }
            floors[user] = best.nth();
        }
        return floors;
    }

    /** [users × groups] the largest score of each group; group g has the slots g, g + groups, g + 2 · groups … */
    private Matrix largest(int[][] excluded, ItemMarks marks, Exclusions[] exclusions, int groups, BlockScores scores) {
        Matrix largest = new Matrix(excluded.length, groups);
        Arrays.fill(largest.values, Float.NEGATIVE_INFINITY);
        ExclusionMask mask = new ExclusionMask(
                Arrays.stream(excluded).map(ThresholdSample::sampled).toArray(int[][]::new), packed.blocks().length);
        for (int block = 0; block < packed.blocks().length; block++) {
            scores.score(packed, block);
            mask.apply(block, scores);
            for (int user = 0; user < excluded.length; user++) {
                scores.exclude(user, packed, block, marks, exclusions[user]);
                scores.keepLarger(user, packed.width(block), largest, packed.first(block) % groups);
            }
        }
        return largest;
    }

    /** The slots in the sample of those items that are in it, from their slots among all items. */
    private static int[] sampled(int[] slots) {
        int[] sampled = new int[slots.length];
        int count = 0;
        for (int slot : slots) {
            if (slot % EVERY == EVERY / 2) {
                sampled[count++] = slot / EVERY;
            }
        }
        return Arrays.copyOf(sampled, count);
    }
}
