package io.reelrank.engine.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

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
        Integer[] order = IntStream.range(0, positives.length)
                .filter(j -> condition.test(positives[j]))
                .boxed()
                .sorted(Comparator.comparingInt(j -> ranks[ranking][j]))
                .toArray(Integer[]::new);
        if (order.length == 0) {
            return null;
        }
        float[] sorted = new float[order.length];
        for (int j = 0; j < order.length; j++) {
            sorted[j] = strengths[order[j]];
        }
        return new HitRanks(
                Arrays.stream(order).mapToInt(j -> ranks[ranking][j]).toArray(), sorted, candidates);
    }
}
