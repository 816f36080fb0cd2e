package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The exact top n of all items for users: score(u, i) = x_uᵀ y_i + b_i, without the items excluded for the user. A user
 * without factors is ranked by the bias alone. Immutable and thread-safe.
 *
 * <p>Items are packed in blocks, longest factors first. Blocks are scored one after the other for a batch of users,
 * with the kernels that train: a block is read once for the whole batch, and its scores stay in the caches. By Cauchy
 * and Schwarz no score is larger than ‖x_u‖ ‖y_i‖ + b_i. The batch is done when no later block can reach the n-th best
 * score of any user. The batch does not change a user's list.
 *
 * <p>Selecting the best would then take most of the time. So a sample of the items is scored first and gives each user
 * a floor. Items below it are never offered, and the kernel that computes the scores also finds those that are not
 * below. If a floor was too high, the user's list comes out too short, and the user is ranked again without a floor.
 *
 * <p>Memory: (rank + 4) · 4.25 bytes an item, with the rank rounded up to 16, up to 16 bytes for the {@link SlotIndex},
 * and 12 bytes for marks; {@link #bytes} gives the sum. A call needs 150 kB, and 10 n bytes a user of a batch.
 */
public final class TopItems implements Serializable {
    private static final long serialVersionUID = 1;

    /** The number of users that are scored together; a call with more users is cut into batches. */
    public static final int BATCH = 64;

    /** A bound of the rounding error of a score in floats, relative to the size of its terms. */
    private static final double ROUNDING = 1e-3;

    /** No sum of a score is infinite or NaN if ‖x_u‖ ‖y_i‖ + |b_i| is below this. */
    private static final double LARGEST = 1e37;

    private final int rank;
    private final int[] items;
    /** The slot of each item in the packed order. */
    private final SlotIndex slots;
    /** All items, longest factors first. */
    private final PackedItems all;

    private final ThresholdSample sample;

    private final ItemMarks marks;
    /** [blocks] the largest ‖y‖ in a block and all later ones. */
    private final double[] maxNorms;
    /** [blocks] the largest bias in a block and all later ones. */
    private final double[] maxBiases;

    /** The largest ‖y‖; NaN if one is NaN. */
    private final double largestNorm;
    /** The largest |b|; NaN if one is NaN. */
    private final double largestBias;

    /**
     * Packs items.
     *
     * @param rank the length of the factors; 0 ranks by the bias alone
     * @param items the items' ids, ascending
     * @param factors [items × rank]
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
        double[] norms = norms(rank, items.length, factors);
        int[] order = longestFirst(norms);
        this.slots = new SlotIndex(this.items, inverse(order));
        this.all = PackedItems.of(rank, order, factors, biases);
        this.sample = ThresholdSample.of(rank, order, factors, biases);
        this.maxNorms = new double[all.blocks().length];
        for (int block = 0; block < maxNorms.length; block++) {
            maxNorms[block] = norms[order[all.first(block)]];
        }
        this.maxBiases = maxBiases(all);
        this.largestNorm = Arrays.stream(norms).reduce(0, Math::max);
        this.largestBias = largestBias(all);
    }

    /** Items with the factors of others, and other biases or marks. */
    private TopItems(TopItems others, PackedItems all, ThresholdSample sample, ItemMarks marks) {
        this.rank = others.rank;
        this.items = others.items;
        this.slots = others.slots;
        this.all = all;
        this.sample = sample;
        this.marks = marks;
        this.maxNorms = others.maxNorms;
        this.maxBiases = maxBiases(all);
        this.largestNorm = others.largestNorm;
        this.largestBias = largestBias(all);
    }

    private static double largestBias(PackedItems all) {
        double largest = 0;
        for (float bias : all.biases()) {
            largest = Math.max(largest, Math.abs(bias));
        }
        return largest;
    }

    private static double[] maxBiases(PackedItems all) {
        double[] largest = new double[all.blocks().length];
        for (int block = largest.length - 1; block >= 0; block--) {
            int first = all.first(block);
            largest[block] = block + 1 < largest.length ? largest[block + 1] : Double.NEGATIVE_INFINITY;
            for (int slot = first; slot < first + all.width(block); slot++) {
                largest[block] = Math.max(largest[block], all.biases()[slot]);
            }
        }
        return largest;
    }

    /**
     * The same items with another score added to each: b_i + w · c_i is the new bias. Shares the factors' memory.
     *
     * @param added the same items; c_i is their bias
     * @param weight w
     */
    public TopItems plus(TopItems added, float weight) {
        float[] more = added.biases();
        float[] biases = all.biases().clone();
        for (int slot = 0; slot < items.length; slot++) {
            biases[slot] += weight * more[all.order()[slot]];
        }
        return new TopItems(this, all.with(biases), sample.with(biases), marks);
    }

    /**
     * The same items, of which {@link #first} lists some only. Shares the factors' memory, and needs 4 bytes an item.
     *
     * @param members the positions of these
     */
    public TopItems among(int[] members) {
        return new TopItems(this, all, sample, marks.among(members, items.length));
    }

    private static double[] norms(int rank, int count, float[] factors) {
        double[] norms = new double[count];
        for (int i = 0; i < count; i++) {
            double square = 0;
            for (int k = i * rank; k < (i + 1) * rank; k++) {
                square += (double) factors[k] * factors[k];
            }
            norms[i] = Math.sqrt(square);
        }
        return norms;
    }

    /** Positions by descending norm; of equal norms the lower position first; NaN, which is never listed, last. */
    private static int[] longestFirst(double[] norms) {
        return IntStream.range(0, norms.length)
                .boxed()
                .sorted(Comparator.comparingDouble(position -> -norms[position]))
                .mapToInt(position -> position)
                .toArray();
    }

    private static int[] inverse(int[] order) {
        int[] slots = new int[order.length];
        for (int slot = 0; slot < order.length; slot++) {
            slots[order[slot]] = slot;
        }
        return slots;
    }

    /** The length of the factors. */
    public int rank() {
        return rank;
    }

    /** The number of items. */
    public int size() {
        return items.length;
    }

    /** Whether an item is among these. */
    public boolean has(int item) {
        return Arrays.binarySearch(items, item) >= 0;
    }

    /** A copy of the items' ids, ascending. */
    public int[] items() {
        return items.clone();
    }

    /** The size of the packed items in bytes. */
    public long bytes() {
        return slots.bytes() + marks.bytes() + all.bytes() + sample.packed().bytes();
    }

    /** The top n of one user: {@link #top(float[][], Exclusions[], int)}. */
    public RankedItems top(float[] user, Exclusions exclusions, int n) {
        return top(new float[][] {user}, new Exclusions[] {exclusions}, n)[0];
    }

    /**
     * The top n of each of some users.
     *
     * @param users [users] [rank] factors, or an empty array for a user without factors
     * @param exclusions [users]
     * @param n the largest number of items in a list
     * @return [users] lists of n items, or fewer if fewer can be ranked
     */
    public RankedItems[] top(float[][] users, Exclusions[] exclusions, int n) {
        for (float[] user : users) {
            requireRank(user);
        }
        BlockScores scores = new BlockScores(rank, Math.min(BATCH, users.length), PackedItems.BLOCK);
        RankedItems[] lists = new RankedItems[users.length];
        for (int from = 0; from < users.length; from += BATCH) {
            UserQuery[] batch = new UserQuery[Math.min(BATCH, users.length - from)];
            for (int user = 0; user < batch.length; user++) {
                batch[user] = query(users[from + user], exclusions[from + user], from + user);
            }
            rank(batch, Math.min(n, items.length), scores, lists);
        }
        return lists;
    }

    private UserQuery query(float[] user, Exclusions exclusions, int index) {
        return new UserQuery(user, norms(user.length, 1, user)[0], exclusions, slots.of(exclusions.items()), index);
    }

    /** Writes the lists of a batch. */
    private void rank(UserQuery[] batch, int n, BlockScores scores, RankedItems[] lists) {
        take(batch, n, scores);
        RankedItems[] byPosition = completed(batch, best(batch, n, scores), n, scores);
        for (int user = 0; user < batch.length; user++) {
            lists[batch[user].index] = withIds(byPosition[user]);
        }
    }

    /** Lets the scores take a batch, and sets the users' floors. */
    private void take(UserQuery[] batch, int n, BlockScores scores) {
        scores.take(factors(batch));
        float[] floors = sample.floors(excludedSlots(batch), marks, exclusions(batch), n, scores);
        for (int user = 0; user < batch.length; user++) {
            batch[user].floor = floors[user];
        }
    }

    /** The lists of a batch, by position; users whose floor was too high are ranked again. */
    private RankedItems[] completed(UserQuery[] batch, TopK[] best, int n, BlockScores scores) {
        RankedItems[] lists = new RankedItems[batch.length];
        int[] again = IntStream.range(0, batch.length)
                .filter(user -> !best[user].isFull() && batch[user].floor != Float.NEGATIVE_INFINITY)
                .toArray();
        for (int user = 0; user < batch.length; user++) {
            lists[user] = best[user].ranked();
        }
        if (again.length > 0) {
            UserQuery[] rest =
                    Arrays.stream(again).mapToObj(user -> batch[user]).toArray(UserQuery[]::new);
            for (UserQuery query : rest) {
                query.floor = Float.NEGATIVE_INFINITY;
            }
            scores.take(factors(rest));
            TopK[] bestOfRest = best(rest, n, scores);
            for (int i = 0; i < again.length; i++) {
                lists[again[i]] = bestOfRest[i].ranked();
            }
        }
        return lists;
    }

    private TopK[] best(UserQuery[] batch, int n, BlockScores scores) {
        TopK[] best = emptyLists(batch, n);
        ExclusionMask mask = new ExclusionMask(excludedSlots(batch), maxNorms.length);
        Exclusions[] exclusions = exclusions(batch);
        for (int block = 0; block < maxNorms.length && mayImprove(best, batch, block); block++) {
            scores.score(all, block, best);
            mask.apply(block, scores);
            scores.offer(all, block, marks, exclusions, best);
        }
        return best;
    }

    private static TopK[] emptyLists(UserQuery[] batch, int n) {
        return Arrays.stream(batch).map(query -> new TopK(n, query.floor)).toArray(TopK[]::new);
    }

    /**
     * The ranks of positives, and the first items, of each of some users. All items are scored, and each score is compared
     * with those of the user's positives, which are kept in vectors. Marks are not looked at.
     *
     * @param users [users] [rank] factors, or an empty array for a user without factors
     * @param queries [users] what is excluded and asked for
     * @param n the largest number of first items
     * @return [users]
     */
    public ItemRanks[] ranks(float[][] users, RankQuery[] queries, int n) {
        for (float[] user : users) {
            requireRank(user);
        }
        ItemRanks[] ranks = new ItemRanks[users.length];
        int[] finite = IntStream.range(0, users.length)
                .filter(user -> isFinite(users[user]))
                .toArray();
        BlockScores scores = new BlockScores(rank, Math.min(BATCH, finite.length), PackedItems.BLOCK);
        for (int from = 0; from < finite.length; from += BATCH) {
            UserQuery[] batch = new UserQuery[Math.min(BATCH, finite.length - from)];
            RankQuery[] asked = new RankQuery[batch.length];
            for (int i = 0; i < batch.length; i++) {
                int user = finite[from + i];
                asked[i] = queries[user];
                batch[i] = query(users[user], Exclusions.NOTHING, asked[i], user);
            }
            rank(batch, asked, Math.min(n, items.length), scores, ranks);
        }
        for (int user = 0; user < users.length; user++) {
            if (ranks[user] == null) {
                float[] all = new float[items.length];
                scores(users[user], all);
                ranks[user] = ItemRanks.of(queries[user].masked(all), queries[user].positives(), n);
            }
        }
        return ranks;
    }

    /**
     * The first items, by position, for each of some users; after {@link #among}, the first of its members.
     *
     * @param users [users] [rank] factors, or an empty array for a user without factors
     * @param queries [users] what is excluded; positives are not looked at
     * @param n the largest number of items
     * @return [users]
     */
    public RankedItems[] first(float[][] users, RankQuery[] queries, int n) {
        BlockScores scores = new BlockScores(rank, Math.min(BATCH, users.length), PackedItems.BLOCK);
        RankedItems[] lists = new RankedItems[users.length];
        for (int from = 0; from < users.length; from += BATCH) {
            UserQuery[] batch = new UserQuery[Math.min(BATCH, users.length - from)];
            for (int i = 0; i < batch.length; i++) {
                int user = from + i;
                requireRank(users[user]);
                batch[i] = query(users[user], ItemMarks.membersOnly(), queries[user], user);
            }
            int most = Math.min(n, items.length);
            take(batch, most, scores);
            RankedItems[] ofBatch = completed(batch, best(batch, most, scores), most, scores);
            System.arraycopy(ofBatch, 0, lists, from, batch.length);
        }
        return lists;
    }

    private UserQuery query(float[] user, Exclusions exclusions, RankQuery query, int index) {
        return new UserQuery(user, norms(user.length, 1, user)[0], exclusions, slots.at(query.excluded()), index);
    }

    /** Writes the ranks of a batch. */
    private void rank(UserQuery[] batch, RankQuery[] queries, int n, BlockScores scores, ItemRanks[] ranks) {
        take(batch, n, scores);
        PositiveRanks positives = new PositiveRanks(queries, slots);
        positives.score(all, rank, scores);
        TopK[] best = emptyLists(batch, n);
        ExclusionMask mask = new ExclusionMask(excludedSlots(batch), maxNorms.length);
        Exclusions[] exclusions = exclusions(batch);
        for (int block = 0; block < maxNorms.length; block++) {
            scores.score(all, block, best);
            mask.apply(block, scores);
            positives.count(all, block, scores);
            scores.offer(all, block, marks, exclusions, best);
        }
        RankedItems[] lists = completed(batch, best, n, scores);
        for (int user = 0; user < batch.length; user++) {
            ranks[batch[user].index] = new ItemRanks(lists[user], positives.ranks(user), positives.scores(user));
        }
    }

    /** Whether all scores of a user are finite; false also where the sizes of the factors do not tell. */
    private boolean isFinite(float[] user) {
        return norms(user.length, 1, user)[0] * largestNorm + largestBias < LARGEST;
    }

    private static float[][] factors(UserQuery[] batch) {
        return Arrays.stream(batch).map(query -> query.factors).toArray(float[][]::new);
    }

    private static int[][] excludedSlots(UserQuery[] batch) {
        return Arrays.stream(batch).map(query -> query.excludedSlots).toArray(int[][]::new);
    }

    private static Exclusions[] exclusions(UserQuery[] batch) {
        return Arrays.stream(batch).map(query -> query.exclusions).toArray(Exclusions[]::new);
    }

    /** Whether a block or a later one may change the list of any user; if a bound is NaN, it may. */
    private boolean mayImprove(TopK[] best, UserQuery[] batch, int block) {
        for (int user = 0; user < best.length; user++) {
            double most = batch[user].norm * maxNorms[block] + maxBiases[block];
            double rounding = ROUNDING * (batch[user].norm * maxNorms[block] + Math.abs(maxBiases[block]));
            if (!(most + rounding < best[user].bound())) {
                return true;
            }
        }
        return false;
    }

    /** Replaces the positions in a list by ids, in place. */
    private RankedItems withIds(RankedItems list) {
        int[] ids = list.items();
        for (int i = 0; i < ids.length; i++) {
            ids[i] = items[ids[i]];
        }
        return list;
    }

    /**
     * The scores of all items for one user.
     *
     * @param user [rank] factors, or an empty array for a user without factors
     * @param to [size] written, in the order of the ids
     */
    public void scores(float[] user, float[] to) {
        scores(new float[][] {user}, new float[][] {to});
    }

    /**
     * The scores of all items for users.
     *
     * @param users [users] [rank] factors, or an empty array for a user without factors
     * @param to [users] [size] written, in the order of the ids
     */
    public void scores(float[][] users, float[][] to) {
        for (float[] user : users) {
            requireRank(user);
        }
        BlockScores scores = new BlockScores(rank, Math.min(BATCH, users.length), PackedItems.BLOCK);
        for (int from = 0; from < users.length; from += BATCH) {
            int count = Math.min(BATCH, users.length - from);
            scores.take(Arrays.copyOfRange(users, from, from + count));
            for (int block = 0; block < maxNorms.length; block++) {
                scores.score(all, block);
                for (int user = 0; user < count; user++) {
                    scores.copy(user, all, block, to[from + user]);
                }
            }
        }
    }

    /** The items' biases, in the order of the ids. */
    public float[] biases() {
        float[] biases = new float[items.length];
        for (int slot = 0; slot < biases.length; slot++) {
            biases[all.order()[slot]] = all.biases()[slot];
        }
        return biases;
    }

    private void requireRank(float[] user) {
        if (user.length != rank && user.length != 0) {
            throw new IllegalArgumentException(
                    "illegal user factors: %d, must be %d or none".formatted(user.length, rank));
        }
    }

    /** One user of a batch. */
    private static final class UserQuery {
        private final float[] factors;
        /** ‖x_u‖. */
        private final double norm;

        private final Exclusions exclusions;
        private final int[] excludedSlots;
        /** The index of the user's list in the result. */
        private final int index;

        private float floor = Float.NEGATIVE_INFINITY;

        UserQuery(float[] factors, double norm, Exclusions exclusions, int[] excludedSlots, int index) {
            this.factors = factors;
            this.norm = norm;
            this.exclusions = exclusions;
            this.excludedSlots = excludedSlots;
            this.index = index;
        }
    }
}
