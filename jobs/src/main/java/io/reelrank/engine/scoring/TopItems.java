package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The best n of all items for each of some users: score(u, i) = x_u · y_i + b_i, what is not for a user left out.
 *
 * <p>Items lie in blocks, those with the longest factors first, within a block factor after factor. A batch of users
 * meets a block at a time, by the same kernels that train: a block is read once for all of them, and their scores for
 * it stay in the caches. There what a user met is struck out, and only items whose scores reach the user's n-th best so
 * far are looked at, and their marks. By Cauchy and Schwarz no score is larger than ‖x_u‖ ‖y_i‖ + b_i: where no later
 * block can reach any user's n-th best, the batch is done. A user without factors is ranked by the bias alone. A user's
 * list does not depend on the batch. Immutable, and safe for several threads.
 *
 * <p>Selection is what remains, so a sample of the items is scored first: below the score that it promises nothing is
 * looked at, and what is not below is found while it is being scored. Where the sample promised too much, which shows,
 * the user is ranked again without it.
 *
 * <p>Memory: (rank + 4) · 4.25 bytes an item and up to 16 for finding it, 12 more with marks, the rank rounded up to
 * 16, {@link #bytes} says it; a call 150 kB and 10 n bytes a user of a batch.
 */
public final class TopItems implements Serializable {
    private static final long serialVersionUID = 1;

    /** How many users are scored together; more of them in one call are cut into as many. */
    public static final int BATCH = 64;

    /** By how much of its terms' size a score of floats is wrong at the most, and more. */
    private static final double ROUNDING = 1e-3;

    private final int rank;
    private final int[] items;
    /** Where each stands among the longest. */
    private final PositionIndex places;
    /** All, the longest factors first. */
    private final PackedItems all;

    private final ThresholdSample sample;

    private final ItemMarks marks;
    /** [blocks] of what stands in a block or behind it, the longest ‖y‖. */
    private final double[] longest;
    /** [blocks] likewise, the largest bias. */
    private final double[] largest;

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
        this(rank, items, factors, biases, ItemMarks.NONE);
    }

    TopItems(int rank, int[] items, float[] factors, float[] biases, ItemMarks marks) {
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
        this.marks = marks;
        double[] lengths = lengths(rank, items.length, factors);
        int[] order = byLength(lengths);
        this.places = new PositionIndex(this.items, inverse(order));
        this.all = PackedItems.of(rank, order, factors, biases);
        this.sample = ThresholdSample.of(rank, order, factors, biases);
        this.longest = new double[all.blocks().length];
        this.largest = new double[longest.length];
        for (int block = longest.length - 1; block >= 0; block--) {
            int first = all.first(block);
            longest[block] = lengths[order[first]];
            largest[block] = block + 1 < longest.length ? largest[block + 1] : Double.NEGATIVE_INFINITY;
            for (int place = first; place < first + all.width(block); place++) {
                largest[block] = Math.max(largest[block], all.biases()[place]);
            }
        }
    }

    private static double[] lengths(int rank, int count, float[] factors) {
        double[] lengths = new double[count];
        for (int i = 0; i < count; i++) {
            double square = 0;
            for (int k = i * rank; k < (i + 1) * rank; k++) {
                square += (double) factors[k] * factors[k];
            }
            lengths[i] = Math.sqrt(square);
        }
        return lengths;
    }

    /** Positions, the longest first, of equal ones the lower position; what is no number, and never listed, last. */
    private static int[] byLength(double[] lengths) {
        return IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingDouble(position -> -lengths[position]))
                .mapToInt(position -> position)
                .toArray();
    }

    private static int[] inverse(int[] order) {
        int[] places = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
        return places;
    }

    /** The factors' length. */
    public int rank() {
        return rank;
    }

    /** How many items. */
    public int size() {
        return items.length;
    }

    /** Whether an item is among these. */
    public boolean has(int item) {
        return Arrays.binarySearch(items, item) >= 0;
    }

    /** The items' numbers, ascending; a copy. */
    public int[] items() {
        return items.clone();
    }

    /** What the packed items take, in bytes. */
    public long bytes() {
        return places.bytes()
                + 12L * marks.rules().length
                + all.bytes()
                + sample.packed().bytes();
    }

    /** The best items of one user: {@link #top(float[][], Exclusions[], int)}. */
    public RankedItems top(float[] user, Exclusions leftOut, int n) {
        return top(new float[][] {user}, new Exclusions[] {leftOut}, n)[0];
    }

    /**
     * The best items of users.
     *
     * @param users [users] [rank] factors, or an empty array for a user without
     * @param leftOut [users] what is not ranked for each
     * @param n how many at the most
     * @return [users] the best n, or as many as there are
     */
    public RankedItems[] top(float[][] users, Exclusions[] leftOut, int n) {
        for (float[] user : users) {
            requireRank(user);
        }
        BlockScores scores = new BlockScores(rank, Math.min(BATCH, users.length), PackedItems.BLOCK);
        RankedItems[] ranked = new RankedItems[users.length];
        for (int from = 0; from < users.length; from += BATCH) {
            Asking[] batch = new Asking[Math.min(BATCH, users.length - from)];
            for (int user = 0; user < batch.length; user++) {
                batch[user] = asking(users[from + user], leftOut[from + user], from + user);
            }
            rank(batch, Math.min(n, items.length), scores, ranked);
        }
        return ranked;
    }

    private Asking asking(float[] user, Exclusions leftOut, int place) {
        return new Asking(user, lengths(user.length, 1, user)[0], leftOut, places.of(leftOut.items()), place);
    }

    /** Writes the lists of a batch. */
    private void rank(Asking[] batch, int n, BlockScores scores, RankedItems[] ranked) {
        scores.take(factors(batch));
        float[] floors = sample.floors(struck(batch), marks, leftOut(batch), n, scores);
        for (int user = 0; user < batch.length; user++) {
            batch[user].floor = floors[user];
        }
        TopK[] best = best(batch, n, scores);
        List<Asking> again = new ArrayList<>();
        for (int user = 0; user < batch.length; user++) {
            if (best[user].isFull() || batch[user].floor == Float.NEGATIVE_INFINITY) {
                ranked[batch[user].place] = named(best[user].ranked());
            } else {
                batch[user].floor = Float.NEGATIVE_INFINITY;
                again.add(batch[user]);
            }
        }
        if (!again.isEmpty()) {
            Asking[] fewer = again.toArray(Asking[]::new);
            scores.take(factors(fewer));
            TopK[] all = best(fewer, n, scores);
            for (int user = 0; user < fewer.length; user++) {
                ranked[fewer[user].place] = named(all[user].ranked());
            }
        }
    }

    private TopK[] best(Asking[] batch, int n, BlockScores scores) {
        TopK[] best = fresh(batch, n);
        ExclusionMask struck = new ExclusionMask(struck(batch), longest.length);
        Exclusions[] leftOut = leftOut(batch);
        for (int block = 0; block < longest.length && isReached(best, batch, block); block++) {
            int first = all.first(block);
            int width = all.width(block);
            scores.score(all.blocks()[block], all.biases(), first, width, best);
            struck.strike(block, scores);
            scores.offer(first, width, all.order(), marks, leftOut, best);
        }
        return best;
    }

    private static float[][] factors(Asking[] batch) {
        return Arrays.stream(batch).map(asking -> asking.factors).toArray(float[][]::new);
    }

    private static int[][] struck(Asking[] batch) {
        return Arrays.stream(batch).map(asking -> asking.struck).toArray(int[][]::new);
    }

    private static Exclusions[] leftOut(Asking[] batch) {
        return Arrays.stream(batch).map(asking -> asking.leftOut).toArray(Exclusions[]::new);
    }

    private static TopK[] fresh(Asking[] batch, int n) {
        return Arrays.stream(batch).map(asking -> new TopK(n, asking.floor)).toArray(TopK[]::new);
    }

    /** Whether anything from a block on may be among any user's best; what is no number may. */
    private boolean isReached(TopK[] best, Asking[] batch, int block) {
        for (int user = 0; user < best.length; user++) {
            double most = batch[user].length * longest[block] + largest[block];
            double rounding = ROUNDING * (batch[user].length * longest[block] + Math.abs(largest[block]));
            if (!(most + rounding < best[user].bound())) {
                return true;
            }
        }
        return false;
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
        scores(new float[][] {user}, new float[][] {to});
    }

    /**
     * The scores of all items for users.
     *
     * @param users [users] [rank] factors, or an empty array for a user without
     * @param to [users] [size] written in the order of the items
     */
    public void scores(float[][] users, float[][] to) {
        for (float[] user : users) {
            requireRank(user);
        }
        BlockScores scores = new BlockScores(rank, Math.min(BATCH, users.length), PackedItems.BLOCK);
        for (int from = 0; from < users.length; from += BATCH) {
            int count = Math.min(BATCH, users.length - from);
            scores.take(Arrays.copyOfRange(users, from, from + count));
            for (int block = 0; block < longest.length; block++) {
                int first = all.first(block);
                scores.score(all.blocks()[block], all.biases(), first, all.width(block));
                for (int user = 0; user < count; user++) {
                    scores.copy(user, all.width(block), all.order(), first, to[from + user]);
                }
            }
        }
    }

    private void requireRank(float[] user) {
        if (user.length != rank && user.length != 0) {
            throw new IllegalArgumentException(
                    "illegal user factors: %d, must be %d or none".formatted(user.length, rank));
        }
    }

    /** A user of a batch. */
    private static final class Asking {
        private final float[] factors;
        private final double length;
        private final Exclusions leftOut;
        /** Places that the user does not want to see again. */
        private final int[] struck;
        /** Where the user's list goes. */
        private final int place;

        private float floor = Float.NEGATIVE_INFINITY;

        Asking(float[] factors, double length, Exclusions leftOut, int[] struck, int place) {
            this.factors = factors;
            this.length = length;
            this.leftOut = leftOut;
            this.struck = struck;
            this.place = place;
        }
    }
}
