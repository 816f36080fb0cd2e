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
        float bound = best.bound();
        for (int item = 0; item < scores.length; item++) {
            if (scores[item] >= bound) {
                best.offer(item, scores[item]);
                bound = best.bound();
            }
        }
        return best.ranked();
    }

    /**
     * The top n of some items.
     *
     * @param items in any order, each once
     * @param n the largest number of items to return
     */
    static RankedItems best(RankedItems items, int n) {
        TopK best = new TopK(Math.min(n, items.items.length));
        for (int i = 0; i < items.items.length; i++) {
            best.offer(items.items[i], items.scores[i]);
        }
        return best.ranked();
    }
}
