package io.reelrank.engine.scoring;

import java.util.Arrays;

/**
 * The best n of items that are offered in any order: higher scores first, of equal scores the lower position. Keeps
 * somewhat more than n, and when there is no room left finds the n-th by partitioning and forgets what is behind it.
 */
final class TopK {
    // Room for this and a quarter of n more: little to partition, and seldom.
    private static final int ROOM = 32;
    private static final long POSITION = 0xffffffffL;

    private final int n;
    /** Score and position in one number, so that a larger one is a better item. */
    private final long[] kept;

    private final float floor;

    private int size;
    /** The n-th best when items were last forgotten; no item before. */
    private long worst;

    TopK(int n) {
        this(n, Float.NEGATIVE_INFINITY);
    }

    /**
     * @param n how many are kept
     * @param floor items with smaller scores need not be offered, and may be
     */
    TopK(int n, float floor) {
        this.n = n;
        this.floor = floor;
        this.kept = new long[n == 0 ? 0 : Math.addExact(n, ROOM + n / 4)];
        this.worst = n == 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    /** Only scores of at least this are worth offering: as many as are wanted are as good or better. */
    float bound() {
        return worst == Long.MIN_VALUE ? floor : worst == Long.MAX_VALUE ? Float.POSITIVE_INFINITY : score(worst);
    }

    /** Takes an item, unless its score is no number. */
    void offer(int position, float score) {
        long key = key(position, score);
        if (key > worst && !Float.isNaN(score)) {
            if (size == kept.length) {
                forget();
                if (key < worst) {
                    return;
                }
            }
            kept[size++] = key;
        }
    }

    /** Whether as many were found as are wanted. */
    boolean isFull() {
        return size >= n;
    }

    /** The score of the n-th best; negative infinity if there are fewer. */
    float nth() {
        if (size < n) {
            return Float.NEGATIVE_INFINITY;
        }
        if (size > n) {
            forget();
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            least = Math.min(least, kept[i]);
        }
        return score(least);
    }

    /** The best items, as positions. */
    RankedItems ranked() {
        if (size > n) {
            forget();
        }
        long[] ascending = ascending();
        int[] positions = new int[size];
        float[] scores = new float[size];
        for (int i = 0; i < size; i++) {
            long key = ascending[size - 1 - i];
            positions[i] = (int) (POSITION - (key & POSITION));
            scores[i] = score(key);
        }
        return new RankedItems(positions, scores);
    }

    /** Dealt by their scores to as many drawers as there are, few of which hold more than two. */
    private long[] ascending() {
        if (size == 0) {
            return kept;
        }
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            int score = (int) (kept[i] >> Integer.SIZE);
            least = Math.min(least, score);
            most = Math.max(most, score);
        }
        double drawers = (size - 1) / Math.max(1.0, (double) most - least);
        int[] next = new int[size + 1];
        int[] drawer = new int[size];
        for (int i = 0; i < size; i++) {
            drawer[i] = (int) (drawers * ((kept[i] >> Integer.SIZE) - least));
            next[drawer[i] + 1]++;
        }
        for (int i = 1; i <= size; i++) {
            next[i] += next[i - 1];
        }
        long[] ascending = new long[size];
        for (int i = 0; i < size; i++) {
            ascending[next[drawer[i]]++] = kept[i];
        }
        int from = 0;
        for (int i = 0; i < size; i++) {
            if (next[i] - from > 1) {
                Arrays.sort(ascending, from, next[i]);
            }
            from = next[i];
        }
        return ascending;
    }

    private void forget() {
        partition();
        size = n;
        worst = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            worst = Math.min(worst, kept[i]);
        }
    }

    /** Brings the n largest to the front (Hoare 1961, "Algorithm 65: Find"). */
    private void partition() {
        int from = 0;
        int to = size - 1;
        while (from < to) {
            long pivot = median(kept[from], kept[(from + to) >>> 1], kept[to]);
            int i = from;
            int j = to;
            while (i <= j) {
                while (kept[i] > pivot) {
                    i++;
                }
                while (kept[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    long swapped = kept[i];
                    kept[i++] = kept[j];
                    kept[j--] = swapped;
                }
            }
            if (n - 1 <= j) {
                to = j;
            } else if (n - 1 >= i) {
                from = i;
            } else {
                return;
            }
        }
    }

    private static long median(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static long key(int position, float score) {
        // Added to zero, a negative zero is the same as a positive one.
        return ((long) sortable(Float.floatToRawIntBits(score + 0f)) << Integer.SIZE) | (POSITION - position);
    }

    private static float score(long key) {
        return Float.intBitsToFloat(sortable((int) (key >> Integer.SIZE)));
    }

    /** Bits of floats as integers of the same order, and back. */
    private static int sortable(int bits) {
        return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
    }
}
