package io.reelrank.engine.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What all rankings showed one user.
 *
 * @param user the user's number
 * @param groups the groups the user belongs to, such as {@code activity=heavy}
 * @param wanted [wanted] positions of what the user wanted
 * @param strengths [wanted] how much
 * @param candidates how many items were ranked
 * @param places [rankings] [wanted] the place of each in each ranking, from 0
 * @param lists [rankings] [up to the list's length] the first positions of each ranking
 */
// Arrays, because boxes cost more than the measuring; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record UserHits(
        int user, String[] groups, int[] wanted, float[] strengths, int candidates, int[][] places, int[][] lists)
        implements Serializable {
    /** Where one ranking put those of the wanted that a condition on their position holds for; null where none. */
    HitRanks places(int ranking, IntPredicate isMeant) {
        Integer[] order = IntStream.range(0, wanted.length)
                .filter(j -> isMeant.test(wanted[j]))
                .boxed()
                .sorted(Comparator.comparingInt(j -> places[ranking][j]))
                .toArray(Integer[]::new);
        if (order.length == 0) {
            return null;
        }
        float[] some = new float[order.length];
        for (int j = 0; j < order.length; j++) {
            some[j] = strengths[order[j]];
        }
        return new HitRanks(
                Arrays.stream(order).mapToInt(j -> places[ranking][j]).toArray(), some, candidates);
    }
}
