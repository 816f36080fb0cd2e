package io.reelrank.engine.evaluation;

import io.reelrank.engine.scoring.RankedItems;

/**
 * The order that scores give: the higher score first; of equal scores the lower position in the catalogue first.
 * Excluded items have the score NaN.
 */
final class CandidateOrder {
    private CandidateOrder() {}

    /** Positions of the first n items, or of all that are not excluded where these are fewer. */
    static int[] top(float[] scores, int n) {
        return RankedItems.best(scores, n).items();
    }

    /**
     * The ranks of the positives among all items.
     *
     * @param positives positions, ascending; at least one, and none excluded
     * @return [positives] their ranks, from 0
     */
    static int[] ranks(float[] scores, int[] positives) {
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
            boolean isBeaten = scores[item] > scores[other] || (scores[item] == scores[other] && item < other);
            if (isBeaten) {
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
}
