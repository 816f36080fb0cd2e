package io.reelrank.engine.scoring;

import java.io.Serializable;

/**
 * Items in the order of their scores, best first; of equal scores the lower number first.
 *
 * @param items the items' numbers
 * @param scores their scores
 */
// Arrays, because boxes cost more than the scoring; nobody compares two lists by equals.
@SuppressWarnings("ArrayRecordComponent")
public record RankedItems(int[] items, float[] scores) implements Serializable {
    /**
     * The best of items that are numbered by their positions.
     *
     * @param scores [items]; NaN leaves an item out
     * @param n how many at the most
     */
    public static RankedItems best(float[] scores, int n) {
        TopK best = new TopK(Math.min(n, scores.length));
        for (int item = 0; item < scores.length; item++) {
            best.offer(item, scores[item]);
        }
        return best.ranked();
    }
}
