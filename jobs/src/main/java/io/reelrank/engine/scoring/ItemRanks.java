package io.reelrank.engine.scoring;

import java.util.Arrays;

/**
 * How a ranking answers a {@link RankQuery}. The higher score comes first, and of equal scores the lower position. A
 * score of NaN counts as negative infinity. Excluded items have no rank.
 *
 * @param top the first items, by position; fewer than asked for if fewer are ranked
 * @param ranks [positives] the rank of each, from 0
 * @param scores [positives] the score of each
 */
// Arrays, because boxes cost more than the scoring; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record ItemRanks(RankedItems top, int[] ranks, float[] scores) {
    /**
     * Ranks by the scores of all items.
     *
     * @param scores [items]; NaN excludes an item
     * @param positives positions, ascending; none is excluded
     * @param n the largest number of first items
     */
    public static ItemRanks of(float[] scores, int[] positives, int n) {
        float[] ofPositives = scoresOf(scores, positives);
        BeatenPositives beaten = new BeatenPositives(positives, ofPositives);
        for (int item = 0; item < scores.length; item++) {
            beaten.count(item, scores[item]);
        }
        return new ItemRanks(RankedItems.best(scores, n), beaten.before(), ofPositives);
    }

    /**
     * How many of some items come before each positive.
     *
     * @param items in any order, each once
     * @param positives positions, each once
     * @param scores [positives] none is NaN
     */
    static int[] before(RankedItems items, int[] positives, float[] scores) {
        BeatenPositives beaten = new BeatenPositives(positives, scores);
        for (int i = 0; i < items.items().length; i++) {
            beaten.count(items.items()[i], items.scores()[i]);
        }
        return beaten.before();
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
                : new ItemRanks(
                        new RankedItems(Arrays.copyOf(top.items(), n), Arrays.copyOf(top.scores(), n)), ranks, scores);
    }

    /** Counts the items that come before positives, by the best positive that each of them comes before. */
    private static final class BeatenPositives {
        private final int[] positives;
        private final float[] scores;
        /** [positives] indices, best first. */
        private final int[] order;
        /** [positives] how many items come before each in this order, but not before a better one. */
        private final int[] counts;

        private final float least;

        BeatenPositives(int[] positives, float[] scores) {
            this.positives = positives;
            this.scores = scores;
            this.order = RankedItems.best(scores, positives.length).items();
            this.counts = new int[order.length];
            this.least = order.length == 0 ? Float.NaN : scores[order[order.length - 1]];
        }

        void count(int item, float score) {
            // Also skips NaN.
            if (score >= least) {
                int first = firstBeaten(item, score);
                if (first < counts.length) {
                    counts[first]++;
                }
            }
        }

        private int firstBeaten(int item, float score) {
            int low = 0;
            int high = order.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (isBefore(score, item, scores[order[middle]], positives[order[middle]])) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }

        /** [positives] */
        int[] before() {
            int[] before = new int[order.length];
            int sum = 0;
            for (int j = 0; j < order.length; j++) {
                sum += counts[j];
                before[order[j]] = sum;
            }
            return before;
        }
    }
}
