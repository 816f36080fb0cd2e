package io.reelrank.engine.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * What all rankings gave one user.
 *
 * @param user the user's number
 * @param groups the user's groups, such as {@code activity=heavy}
 * @param positives positions of the held-out positives, ascending
 * @param strengths [positives] the strength of each
 * @param candidates how many items were ranked
 * @param ranks [rankings] [positives] the rank of each positive, from 0
 * @param lists [rankings] [up to the list's length] positions of the first items
 */
// Arrays, because boxes cost more than the measuring; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record UserHits(
        int user, String[] groups, int[] positives, float[] strengths, int candidates, int[][] ranks, int[][] lists)
        implements Serializable {
    /** The ranks of those positives whose position meets a condition, in one ranking; null where none does. */
    HitRanks hitRanks(int ranking, IntPredicate condition) {
        long[] order = new long[positives.length];
        int count = 0;
        for (int j = 0; j < positives.length; j++) {
            if (condition.test(positives[j])) {
                order[count++] = (long) ranks[ranking][j] << Integer.SIZE | j;
            }
        }
        if (count == 0) {
            return null;
        }
        Arrays.sort(order, 0, count);
        int[] sortedRanks = new int[count];
        float[] sortedStrengths = new float[count];
        for (int i = 0; i < count; i++) {
            sortedRanks[i] = (int) (order[i] >> Integer.SIZE);
            sortedStrengths[i] = strengths[(int) order[i]];
        }
        return new HitRanks(sortedRanks, sortedStrengths, candidates);
    }
}
