package io.reelrank.engine.scoring;

import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One in {@link #EVERY} of the items, of all lengths, by which is known before how good an item must be to be among a
 * user's best. Immutable.
 *
 * @param packed these, or none where they would be too few to be worth their while
 */
record ThresholdSample(PackedItems packed) implements Serializable {
    private static final int EVERY = 16;
    private static final int LEAST = 512;

    // Of so many times as many groups as are looked for, few have two of these.
    private static final int GROUPS_A_LOOKED = 8;

    /**
     * Takes one from the middle of each so many on.
     *
     * @param order [places] the positions of all items, the longest first
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

    /**
     * Scores below which the users' n-th best hardly are: that more of the n best are in the sample than are looked for
     * is as likely as more than three standard deviations. The k-th largest of groups' largest scores is taken for the
     * k-th best of the sample, as it is never above that.
     *
     * @param struck [users] places that each does not want to see again
     * @param marks of all items
     * @param leftOut [users] what else is not for each
     * @param n how many are wanted
     * @param scores that has taken the users
     * @return [users] negative infinity where the sample says nothing
     */
    float[] floors(int[][] struck, ItemMarks marks, Exclusions[] leftOut, int n, BlockScores scores) {
        float[] floors = new float[struck.length];
        Arrays.fill(floors, Float.NEGATIVE_INFINITY);
        if (packed.order().length == 0 || n == 0) {
            return floors;
        }
        double expected = (double) n / EVERY;
        int looked = (int) Math.ceil(expected + 3 * Math.sqrt(expected) + 2);
        int blocks = Math.min(
                packed.blocks().length, (GROUPS_A_LOOKED * looked + PackedItems.BLOCK - 1) / PackedItems.BLOCK);
        Matrix largest = largest(struck, marks, leftOut, blocks * PackedItems.BLOCK, scores);
        for (int user = 0; user < floors.length; user++) {
            TopK best = new TopK(looked);
            for (int group = 0; group < blocks * PackedItems.BLOCK; group++) {
                best.offer(group, largest.values[user * largest.stride + group]);
            }
            floors[user] = best.nth();
        }
        return floors;
    }

    /** [users × groups] the largest score of each group, of which every item that many places on is. */
    private Matrix largest(int[][] struck, ItemMarks marks, Exclusions[] leftOut, int groups, BlockScores scores) {
        Matrix largest = new Matrix(struck.length, groups);
        Arrays.fill(largest.values, Float.NEGATIVE_INFINITY);
        ExclusionMask sampled = new ExclusionMask(
                Arrays.stream(struck).map(ThresholdSample::sampled).toArray(int[][]::new), packed.blocks().length);
        for (int block = 0; block < packed.blocks().length; block++) {
            int first = packed.first(block);
            int width = packed.width(block);
            scores.score(packed.blocks()[block], packed.biases(), first, width);
            sampled.strike(block, scores);
            for (int user = 0; user < struck.length; user++) {
                scores.bar(user, first, width, packed.order(), marks, leftOut[user]);
                scores.keepLarger(user, width, largest, first % groups);
            }
        }
        return largest;
    }

    /** The places in the sample of those that are in it. */
    private static int[] sampled(int[] places) {
        int[] sampled = new int[places.length];
        int count = 0;
        for (int place : places) {
            if (place % EVERY == EVERY / 2) {
                sampled[count++] = place / EVERY;
            }
        }
        return Arrays.copyOf(sampled, count);
    }
}
