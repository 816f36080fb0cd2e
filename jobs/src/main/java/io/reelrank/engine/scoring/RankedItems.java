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
     * Items by descending score.
     *
     * @param items ids, each once
     * @param scores [items] none is NaN
     */
    static RankedItems sorted(int[] items, float[] scores) {
        TopK all = new TopK(items.length);
        for (int i = 0; i < items.length; i++) {
            all.offer(items[i], scores[i]);
        }
        return all.ranked();
    }
}
