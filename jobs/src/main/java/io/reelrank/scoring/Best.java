package io.reelrank.scoring;

import java.util.Arrays;

/**
 * The best n of items that are offered in ascending order of their positions: higher scores first, of equal scores the lower
 * position. Keeps somewhat more than n, and when there is no room left finds the n-th by partitioning and forgets what is
 * behind it.
 */
final class Best {
    // Room for this and a quarter of n more: little to partition, and seldom.
    private static final int ROOM = 32;
    private static final long POSITION = 0xffffffffL;

    private final int n;
    /** Score and position in one number, so that a larger one is a better item. */
    private final long[] kept;

    private int size;
    /** Whether there are n that will not be forgotten but for better ones. */
    private boolean isFull;

    private float bound;

    Best(int n) {
        this.n = n;
        this.kept = new long[n == 0 ? 0 : Math.addExact(n, ROOM + n / 4)];
        this.isFull = n == 0;
        this.bound = isFull ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
    }

    /** Only scores above this are worth offering: as many as are wanted are as good or better, and stand before. */
    float bound() {
        return bound;
    }

    /** Takes an item, unless its score is no number. */
    void offer(int position, float score) {
        if (size == kept.length && !isFull) {
            forget();
        }
        if (isFull ? score > bound : !Float.isNaN(score)) {
            if (size == kept.length) {
                forget();
            }
            kept[size++] = key(position, score);
        }
    }

    /** The best items, as positions. */
    RankedItems ranked() {
        if (size > n) {
            forget();
        }
        Arrays.sort(kept, 0, size);
        int[] positions = new int[size];
        float[] scores = new float[size];
        for (int i = 0; i < size; i++) {
            long key = kept[size - 1 - i];
            positions[i] = (int) (POSITION - (key & POSITION));
            scores[i] = Float.intBitsToFloat(sortable((int) (key >> Integer.SIZE)));
        }
        return new RankedItems(positions, scores);
    }

    private void forget() {
        partition();
        size = n;
        isFull = true;
        long worst = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            worst = Math.min(worst, kept[i]);
        }
        bound = Float.intBitsToFloat(sortable((int) (worst >> Integer.SIZE)));
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

    /** Bits of floats as integers of the same order, and back. */
    private static int sortable(int bits) {
        return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
    }
}
