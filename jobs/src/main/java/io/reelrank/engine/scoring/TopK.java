package io.reelrank.engine.scoring;

import java.util.Arrays;

/**
 * The top n of items that are offered in any order: higher scores first, of equal scores the lower position first. The
 * buffer is somewhat larger than n. When it is full, a partition finds the n-th best, and what is behind it is dropped.
 */
public final class TopK {
    /** The buffer has room for so many items and n / 4 more than n: partitions are few, and short. */
    private static final int ROOM = 32;

    private static final long POSITION = 0xffffffffL;

    private final int n;
    /** Keys of score and position; the larger key is the better item. */
    private final long[] kept;

    private final float floor;

    private int size;
    /** The key of the n-th best item after the last drop; the smallest long before the first. */
    private long worst;

    /** @param n how many items are kept */
    public TopK(int n) {
        this(n, Float.NEGATIVE_INFINITY);
    }

    /**
     * @param n how many items are kept
     * @param floor the caller may skip items with scores below it
     */
    TopK(int n, float floor) {
        this.n = n;
        this.floor = floor;
        this.kept = new long[n == 0 ? 0 : Math.addExact(n, ROOM + n / 4)];
        this.worst = n == 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    /** Scores below this need not be offered: they are below the floor, or n better items are kept. */
    public float bound() {
        return worst == Long.MIN_VALUE ? floor : worst == Long.MAX_VALUE ? Float.POSITIVE_INFINITY : score(worst);
    }

    /** Takes an item; one whose score is NaN is ignored. */
    public void offer(int position, float score) {
        long key = key(position, score);
        if (key > worst && !Float.isNaN(score)) {
            if (size == kept.length) {
                dropRest();
                if (key < worst) {
                    return;
                }
            }
            kept[size++] = key;
        }
    }

    /** Whether n items are kept. */
    boolean isFull() {
        return size >= n;
    }

    /** The score of the n-th best item; negative infinity if there are fewer. */
    float nth() {
        if (size < n) {
            return Float.NEGATIVE_INFINITY;
        }
        if (size > n) {
            dropRest();
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            least = Math.min(least, kept[i]);
        }
        return score(least);
    }

    /** The top n, with positions in place of ids. */
    public RankedItems ranked() {
        if (size > n) {
            dropRest();
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

    /**
     * The keys sorted: a bucket sort by the score with as many buckets as keys, so that few buckets hold more than two.
     */
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
        double bucketsPerScore = (size - 1) / Math.max(1.0, (double) most - least);
        int[] next = new int[size + 1];
        int[] bucket = new int[size];
        for (int i = 0; i < size; i++) {
            bucket[i] = (int) (bucketsPerScore * ((kept[i] >> Integer.SIZE) - least));
            next[bucket[i] + 1]++;
        }
        for (int i = 1; i <= size; i++) {
            next[i] += next[i - 1];
        }
        long[] ascending = new long[size];
        for (int i = 0; i < size; i++) {
            ascending[next[bucket[i]]++] = kept[i];
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

    private void dropRest() {
        partition();
        size = n;
        worst = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            worst = Math.min(worst, kept[i]);
        }
    }

    /** Moves the n largest keys to the front (Hoare 1961, "Algorithm 65: Find"). */
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
        // Adding zero turns a negative zero into a positive one.
        return ((long) sortable(Float.floatToRawIntBits(score + 0f)) << Integer.SIZE) | (POSITION - position);
    }

    private static float score(long key) {
        return Float.intBitsToFloat(sortable((int) (key >> Integer.SIZE)));
    }

    /** Maps the bits of a float to an int of the same order, and back. */
    private static int sortable(int bits) {
        return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
    }
}
