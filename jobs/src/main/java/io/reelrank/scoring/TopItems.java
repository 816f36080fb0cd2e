package io.reelrank.scoring;

import java.io.Serializable;

/**
 * The best n of all items for one user: score(u, i) = x_u · y_i + b_i, items already met left out.
 *
 * <p>Factors lie in blocks of items, within a block factor after factor, so that the inner loop runs over neighbouring
 * items and the compiler turns it into vector instructions; a block's scores stay in the first-level cache. A user
 * without factors is ranked by the bias alone. Immutable, and safe for several threads.
 *
 * <p>Memory: (rank + 2) · 4 bytes an item; {@link #bytes} says it.
 */
public final class TopItems implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int BLOCK = 1024;

    private final int rank;
    private final int[] items;
    private final float[] biases;
    private final float[] packed;

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
        this.packed = packed(rank, items.length, factors);
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
        return 4L * (packed.length + items.length + biases.length);
    }

    /**
     * The best items of one user.
     *
     * @param user [rank] factors, or an empty array for a user without
     * @param met numbers of items to leave out, ascending; they need not be among the items
     * @param n how many at the most
     * @return the best n, or as many as there are
     */
    public RankedItems top(float[] user, int[] met, int n) {
        requireRank(user);
        Best best = new Best(Math.min(n, items.length));
        float[] scores = new float[BLOCK];
        int cursor = 0;
        for (int start = 0; start < items.length; start += BLOCK) {
            int width = Math.min(BLOCK, items.length - start);
            score(user, start, width, scores);
            for (int i = 0; i < width; i++) {
                float score = scores[i];
                if (best.admits(score)) {
                    int item = items[start + i];
                    while (cursor < met.length && met[cursor] < item) {
                        cursor++;
                    }
                    if (cursor == met.length || met[cursor] != item) {
                        best.offer(item, score);
                    }
                }
            }
        }
        return best.ranked();
    }

    /**
     * The scores of all items for one user.
     *
     * @param user [rank] factors, or an empty array for a user without
     * @param scores [size] written in the order of the items
     */
    public void scores(float[] user, float[] scores) {
        requireRank(user);
        float[] block = new float[BLOCK];
        for (int start = 0; start < items.length; start += BLOCK) {
            int width = Math.min(BLOCK, items.length - start);
            score(user, start, width, block);
            System.arraycopy(block, 0, scores, start, width);
        }
    }

    private void requireRank(float[] user) {
        if (user.length != rank && user.length != 0) {
            throw new IllegalArgumentException(
                    "illegal user factors: %d, must be %d or none".formatted(user.length, rank));
        }
    }

    private void score(float[] user, int start, int width, float[] scores) {
        System.arraycopy(biases, start, scores, 0, width);
        int base = start * rank;
        // Every operand is an array and a constant offset: what the compiler needs to see to vectorise.
        for (int k = 0; k < user.length; k++) {
            float x = user[k];
            int column = base + k * width;
            for (int i = 0; i < width; i++) {
                scores[i] += x * packed[column + i];
            }
        }
    }

    private static float[] packed(int rank, int count, float[] factors) {
        float[] packed = new float[factors.length];
        for (int start = 0; start < count; start += BLOCK) {
            int width = Math.min(BLOCK, count - start);
            for (int k = 0; k < rank; k++) {
                for (int i = 0; i < width; i++) {
                    packed[start * rank + k * width + i] = factors[(start + i) * rank + k];
                }
            }
        }
        return packed;
    }
}
