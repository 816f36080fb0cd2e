package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Items in the order of scores that all users share. A user may have own scores for a few of them. The items are sorted
 * once; a user then costs about the excluded items, the items with own scores, and a 64th of all items. Immutable.
 *
 * <p>Memory: 12 bytes an item.
 */
public final class SharedOrder implements Serializable {
    private static final long serialVersionUID = 1;
    private static final RankedItems NO_ITEMS = new RankedItems(new int[0], new float[0]);

    /** [positions] */
    private final float[] scores;
    /** [places] the position of the item at each place. */
    private final int[] order;
    /** [positions] the place of each item. */
    private final int[] places;

    /**
     * Sorts items.
     *
     * @param scores [positions]; NaN counts as negative infinity
     */
    public SharedOrder(float[] scores) {
        this.scores = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            this.scores[i] = Float.isNaN(scores[i]) ? Float.NEGATIVE_INFINITY : scores[i];
        }
        this.order = RankedItems.best(this.scores, scores.length).items();
        this.places = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
    }

    /** How many items there are. */
    public int size() {
        return order.length;
    }

    /** The score of the item at a position. */
    public float score(int position) {
        return scores[position];
    }

    /** Writes all scores: [positions]. */
    public void scores(float[] to) {
        System.arraycopy(scores, 0, to, 0, scores.length);
    }

    /** The ranks of a user without own scores: {@link #ranks(RankQuery, RankedItems, int)}. */
    public ItemRanks ranks(RankQuery query, int n) {
        return ranks(query, NO_ITEMS, n);
    }

    /**
     * The ranks of a user.
     *
     * @param query what is excluded and asked for
     * @param own the user's own scores of items, by position and in any order, each item once
     * @param n the largest number of first items
     */
    public ItemRanks ranks(RankQuery query, RankedItems own, int n) {
        RemainingPlaces remaining = new RemainingPlaces(order.length);
        for (int position : query.excluded()) {
            remaining.remove(places[position]);
        }
        RankedItems kept = taken(own, remaining);
        remaining.count();
        int[] positives = query.positives();
        float[] ofPositives = new float[positives.length];
        int[] ranks = new int[positives.length];
        for (int j = 0; j < positives.length; j++) {
            ofPositives[j] = scores[positives[j]];
            ranks[j] = remaining.before(places[positives[j]]);
        }
        if (kept.items().length > 0) {
            moveOwn(kept, positives, remaining, ofPositives, ranks);
        }
        return new ItemRanks(top(kept, remaining, n), ranks, ofPositives);
    }

    /** The items with own scores that are not excluded; their places are removed. */
    private RankedItems taken(RankedItems own, RemainingPlaces remaining) {
        if (own.items().length == 0) {
            return own;
        }
        int[] positions = new int[own.items().length];
        float[] ownScores = new float[positions.length];
        int count = 0;
        for (int i = 0; i < positions.length; i++) {
            int position = own.items()[i];
            int place = places[position];
            if (!remaining.isRemoved(place)) {
                remaining.remove(place);
                positions[count] = position;
                ownScores[count++] = Float.isNaN(own.scores()[i]) ? Float.NEGATIVE_INFINITY : own.scores()[i];
            }
        }
        return new RankedItems(Arrays.copyOf(positions, count), Arrays.copyOf(ownScores, count));
    }

    /**
     * Lets own scores count.
     *
     * @param own not empty
     * @param positives positions, ascending
     * @param remaining the places of the others, counted
     * @param ofPositives [positives] the shared scores; changed where a positive has an own one
     * @param ranks [positives] ranks among the others by shared scores; changed to those among all
     */
    private void moveOwn(
            RankedItems own, int[] positives, RemainingPlaces remaining, float[] ofPositives, int[] ranks) {
        BitSet isPositive = new BitSet(order.length);
        for (int position : positives) {
            isPositive.set(position);
        }
        for (int i = 0; i < own.items().length; i++) {
            if (isPositive.get(own.items()[i])) {
                int j = Arrays.binarySearch(positives, own.items()[i]);
                ofPositives[j] = own.scores()[i];
                ranks[j] = remaining.before(place(own.scores()[i], positives[j]));
            }
        }
        int[] before = ItemRanks.before(own, positives, ofPositives);
        for (int j = 0; j < ranks.length; j++) {
            ranks[j] += before[j];
        }
    }

    /** The place that an item would have with another score. */
    private int place(float score, int position) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ItemRanks.isBefore(scores[order[middle]], order[middle], score, position)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Merges the items with own scores and the others. */
    private RankedItems top(RankedItems ownItems, RemainingPlaces remaining, int n) {
        RankedItems own = RankedItems.best(ownItems, n);
        int[] positions = new int[Math.min(n, order.length)];
        float[] best = new float[positions.length];
        int count = 0;
        int next = 0;
        int place = remaining.next(0);
        while (count < positions.length && (next < own.items().length || place < order.length)) {
            boolean isOwn = place == order.length
                    || (next < own.items().length
                            && ItemRanks.isBefore(
                                    own.scores()[next], own.items()[next], scores[order[place]], order[place]));
            if (isOwn) {
                positions[count] = own.items()[next];
                best[count++] = own.scores()[next++];
            } else {
                positions[count] = order[place];
                best[count++] = scores[order[place]];
                place = remaining.next(place + 1);
            }
        }
        return new RankedItems(Arrays.copyOf(positions, count), Arrays.copyOf(best, count));
    }

    /** A set of places, from which some are removed before it is counted. */
    private static final class RemainingPlaces {
        private final int size;
        /** A bit for each place that is removed. */
        private final long[] removed;
        /** [words] how many places before the word's first are removed. */
        private final int[] removedBefore;

        RemainingPlaces(int size) {
            this.size = size;
            this.removed = new long[size / Long.SIZE + 1];
            this.removedBefore = new int[removed.length];
        }

        void remove(int place) {
            removed[place / Long.SIZE] |= 1L << place;
        }

        boolean isRemoved(int place) {
            return (removed[place / Long.SIZE] & 1L << place) != 0;
        }

        /** Prepares {@link #before}. */
        void count() {
            for (int word = 1; word < removed.length; word++) {
                removedBefore[word] = removedBefore[word - 1] + Long.bitCount(removed[word - 1]);
            }
        }

        /** How many places before this one remain. */
        int before(int place) {
            int word = place / Long.SIZE;
            // Shifts are modulo 64.
            long lower = removed[word] & ((1L << place) - 1);
            return place - removedBefore[word] - Long.bitCount(lower);
        }

        /** The first place from this one on that remains; the size if there is none. */
        int next(int place) {
            int at = place;
            while (at < size && isRemoved(at)) {
                at++;
            }
            return at;
        }
    }
}
