package io.reelrank.engine.scoring;

import java.util.Arrays;

/**
 * How a ranking answers a {@link RankQuery}. The higher score comes first, and of equal scores the lower position. A
 * score of NaN counts as negative infinity. Excluded items have no rank.
 *
 * @param top the first items, by position; fewer than asked for if fewer are ranked
 * @param ranks [positives] the rank of each, from 0
 */
// Arrays, because boxes cost more than the scoring; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record ItemRanks(RankedItems top, int[] ranks) {
    /**
     * Ranks by the scores of all items.
     *
     * @param scores [items]; NaN excludes an item
     * @param positives positions, ascending; none is excluded
     * @param n the largest number of first items
     */
    public static ItemRanks of(float[] scores, int[] positives, int n) {
        return new ItemRanks(RankedItems.best(scores, n), ranks(scores, positives));
    }

    private static int[] ranks(float[] scores, int[] positives) {
        if (positives.length == 0) {
            return new int[0];
        }
        int[] order =
                RankedItems.best(scoresOf(scores, positives), positives.length).items();
        // before[j]: how many items come before the j-th best positive, but not before a better positive.
        int[] before = new int[order.length];
        float last = scores[positives[order[order.length - 1]]];
        for (int item = 0; item < scores.length; item++) {
            // Also skips NaN.
            if (scores[item] >= last) {
                int first = firstBeaten(scores, positives, order, item);
                if (first < before.length) {
                    before[first]++;
                }
            }
        }
        int[] ranks = new int[order.length];
        int rank = 0;
        for (int j = 0; j < order.length; j++) {
            rank += before[j];
            ranks[order[j]] = rank;
        }
        return ranks;
    }

    /** The place in order of the best positive that comes after the item. */
    private static int firstBeaten(float[] scores, int[] positives, int[] order, int item) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int other = positives[order[middle]];
            if (isBefore(scores[item], item, scores[other], other)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static float[] scoresOf(float[] scores, int[] items) {
        float[] some = new float[items.length];
        for (int i = 0; i < items.length; i++) {
            some[i] = scores[items[i]];
        }
        return some;
    }

    /** Whether an item with a score comes before another one. */
    public static boolean isBefore(float score, int position, float otherScore, int other) {
        return score > otherScore || (score == otherScore && position < other);
    }

    /** The same with at most n first items. */
    public ItemRanks first(int n) {
        return top.items().length <= n
                ? this
                : new ItemRanks(new RankedItems(Arrays.copyOf(top.items(), n), Arrays.copyOf(top.scores(), n)), ranks);
    }
}
