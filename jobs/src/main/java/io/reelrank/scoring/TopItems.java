package io.reelrank.scoring;

import io.reelrank.kernels.Matrix;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The best n of all items for each of some users: score(u, i) = x_u · y_i + b_i, items already met left out.
 *
 * <p>Items lie in blocks, within a block factor after factor. A batch of users meets a block at a time, by the same kernels
 * that train: a block is read once for all of them, and their scores for it stay in the caches. There what a user met is
 * struck out, and only scores above the user's n-th best so far are looked at. A user without factors is ranked by the bias
 * alone. A user's list does not depend on the batch. Immutable, and safe for several threads.
 *
 * <p>Memory: (rank + 2) · 4 bytes an item, the rank rounded up to 16, {@link #bytes} says it; a call 100 kB and 10 n bytes a
 * user of a batch.
 */
public final class TopItems implements Serializable {
    private static final long serialVersionUID = 1;

    /** How many users are scored together; more of them in one call are cut into as many. */
    public static final int BATCH = 64;

    private static final int BLOCK = 128;

    private final int rank;
    private final int[] items;
    private final float[] biases;
    private final Matrix[] blocks;

    /**
     * Packs items.
     *
     * @param rank the factors' length; 0 ranks by the bias alone
     * @param items the items' numbers, ascending
     * @param factors [items × rank], item after item
     * @param biases [items]
     * @throws IllegalArgumentException if the items are not ascending or the lengths differ
     */
    public TopItems(int rank, int[] items, float[] factors, float[] biases) {
        if (biases.length != items.length || (long) factors.length != (long) rank * items.length) {
            throw new IllegalArgumentException("illegal lengths: %d items, %d biases, %d factors of rank %d"
                    .formatted(items.length, biases.length, factors.length, rank));
        }
        for (int i = 1; i < items.length; i++) {
            if (items[i - 1] >= items[i]) {
                throw new IllegalArgumentException(
                        "illegal items: must ascend, %d is followed by %d".formatted(items[i - 1], items[i]));
            }
        }
        this.rank = rank;
        this.items = items.clone();
        this.biases = biases.clone();
        this.blocks = new Matrix[(items.length + BLOCK - 1) / BLOCK];
        for (int block = 0; block < blocks.length; block++) {
            int first = block * BLOCK;
            blocks[block] = packed(rank, first, Math.min(BLOCK, items.length - first), factors);
        }
    }

    private static Matrix packed(int rank, int first, int width, float[] factors) {
        Matrix block = new Matrix(rank, width);
        for (int k = 0; k < rank; k++) {
            for (int i = 0; i < width; i++) {
                block.values[k * block.stride + i] = factors[(first + i) * rank + k];
            }
        }
        return block;
    }

    /** The factors' length. */
    public int rank() {
        return rank;
    }

    /** How many items. */
    public int size() {
        return items.length;
    }

    /** The items' numbers, ascending; a copy. */
    public int[] items() {
        return items.clone();
    }

    /** What the packed items take, in bytes. */
    public long bytes() {
        return 8L * items.length
                + Arrays.stream(blocks)
                        .mapToLong(block -> 4L * block.values.length)
                        .sum();
    }

    /** The best items of one user: {@link #top(float[][], int[][], int)}. */
    public RankedItems top(float[] user, int[] met, int n) {
        return top(new float[][] {user}, new int[][] {met}, n)[0];
    }

    /**
     * The best items of users.
     *
     * @param users [users] [rank] factors, or an empty array for a user without
     * @param met [users] numbers of items to leave out, ascending; they need not be among the items
     * @param n how many at the most
     * @return [users] the best n, or as many as there are
     */
    public RankedItems[] top(float[][] users, int[][] met, int n) {
        for (float[] user : users) {
            requireRank(user);
        }
        BlockScores scores = new BlockScores(rank, Math.min(BATCH, users.length), BLOCK);
        RankedItems[] ranked = new RankedItems[users.length];
        for (int from = 0; from < users.length; from += BATCH) {
            int count = Math.min(BATCH, users.length - from);
            scores.take(users, from, count);
            Best[] best = best(scores, Arrays.copyOfRange(met, from, from + count), n);
            for (int user = 0; user < count; user++) {
                ranked[from + user] = named(best[user].ranked());
            }
        }
        return ranked;
    }

    private Best[] best(BlockScores scores, int[][] met, int n) {
        Best[] best = new Best[met.length];
        int[][] struck = new int[met.length][];
        int[] cursors = new int[met.length];
        for (int user = 0; user < met.length; user++) {
            best[user] = new Best(Math.min(n, items.length));
            struck[user] = positions(met[user]);
        }
        for (int block = 0; block < blocks.length; block++) {
            int first = block * BLOCK;
            int width = Math.min(BLOCK, items.length - first);
            scores.score(blocks[block], biases, first, width);
            for (int user = 0; user < met.length; user++) {
                cursors[user] = scores.strike(user, struck[user], cursors[user], first, first + width);
                scores.offer(user, first, width, best[user]);
            }
        }
        return best;
    }

    /** The positions of those numbers that are among the items, ascending as they are. */
    private int[] positions(int[] numbers) {
        int[] positions = new int[numbers.length];
        int count = 0;
        int from = 0;
        for (int number : numbers) {
            int at = Arrays.binarySearch(items, from, items.length, number);
            if (at >= 0) {
                positions[count++] = at;
                from = at;
            } else {
                from = -at - 1;
            }
        }
        return Arrays.copyOf(positions, count);
    }

    private RankedItems named(RankedItems positions) {
        int[] numbers = positions.items();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = items[numbers[i]];
        }
        return positions;
    }

    /**
     * The scores of all items for one user.
     *
     * @param user [rank] factors, or an empty array for a user without
     * @param to [size] written in the order of the items
     */
    public void scores(float[] user, float[] to) {
        requireRank(user);
        BlockScores scores = new BlockScores(rank, 1, BLOCK);
        scores.take(new float[][] {user}, 0, 1);
        for (int block = 0; block < blocks.length; block++) {
            int first = block * BLOCK;
            int width = Math.min(BLOCK, items.length - first);
            scores.score(blocks[block], biases, first, width);
            scores.copy(width, to, first);
        }
    }

    private void requireRank(float[] user) {
        if (user.length != rank && user.length != 0) {
            throw new IllegalArgumentException(
                    "illegal user factors: %d, must be %d or none".formatted(user.length, rank));
        }
    }
}
