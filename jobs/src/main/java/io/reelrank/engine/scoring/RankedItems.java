package io.reelrank.engine.scoring;

import java.io.Serializable;

/**
 * Items by descending score; of equal scores the lower id comes first.
 *
 * @param items the items' ids
 * @param scores [items] their scores
 */
// Arrays, because boxes cost more than the scoring; nobody compares two lists by equals.
@SuppressWarnings("ArrayRecordComponent")
public record RankedItems(int[] items, float[] scores) implements Serializable {
    /**
     * The top n of items whose ids are their indices in the array.
     *
     * @param scores [items]; NaN excludes an item
     * @param n the largest number of items to return
     */
    public static RankedItems best(float[] scores, int n) {
        TopK best = new TopK(Math.min(n, scores.length));
        for (int item = 0; item < scores.length; item++) {
            best.offer(item, scores[item]);
        }
        return best.ranked();
    }
}
