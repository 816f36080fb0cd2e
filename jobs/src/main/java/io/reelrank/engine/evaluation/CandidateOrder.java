package io.reelrank.engine.evaluation;

import io.reelrank.engine.scoring.RankedItems;

/**
 * The order that scores give: the higher score first, and of equal scores the lower position in the catalogue. Items to
 * leave out have the score NaN.
 */
final class CandidateOrder {
    private CandidateOrder() {}

    /** The first n positions, fewer where fewer are left. */
    static int[] top(float[] scores, int n) {
        return RankedItems.best(scores, n).items();
    }

    /**
     * The places of some items among all.
     *
     * @param wanted positions of items that are not left out, ascending
     * @return their places from 0, parallel to wanted
     */
    static int[] places(float[] scores, int[] wanted) {
        int[] order = RankedItems.best(scoresOf(scores, wanted), wanted.length).items();
        // before[j]: the candidates that come before the j-th best wanted and not before a better one.
        int[] before = new int[order.length];
        float last = scores[wanted[order[order.length - 1]]];
        for (int item = 0; item < scores.length; item++) {
            // Also skips NaN.
            if (scores[item] >= last) {
                int first = firstBeaten(scores, wanted, order, item);
                if (first < before.length) {
                    before[first]++;
                }
            }
        }
        int[] places = new int[order.length];
        int place = 0;
        for (int j = 0; j < order.length; j++) {
            place += before[j];
            places[order[j]] = place;
        }
        return places;
    }

    private static int firstBeaten(float[] scores, int[] wanted, int[] order, int item) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int other = wanted[order[middle]];
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
