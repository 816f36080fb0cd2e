package io.reelrank.engine.scoring;

/**
 * The items of a user whose ranks are asked for.
 *
 * @param excluded positions of items that are not ranked, ascending
 * @param positives positions of the items whose ranks are asked for, ascending; none is excluded
 */
// Arrays, because boxes cost more than the scoring; nobody compares queries by equals.
@SuppressWarnings("ArrayRecordComponent")
public record RankQuery(int[] excluded, int[] positives) {
    /**
     * Prepares scores for {@link ItemRanks#of}: NaN becomes negative infinity, and scores of excluded items become NaN.
     *
     * @param scores [items] changed
     * @return the same array
     */
    public float[] masked(float[] scores) {
        for (int item = 0; item < scores.length; item++) {
            scores[item] = Float.isNaN(scores[item]) ? Float.NEGATIVE_INFINITY : scores[item];
        }
        for (int item : excluded) {
            scores[item] = Float.NaN;
        }
        return scores;
    }
}
