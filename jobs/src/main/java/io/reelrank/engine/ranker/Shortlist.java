package io.reelrank.engine.ranker;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A user's candidates by the served score, best first, with their features.
 *
 * @param videos [candidates] numbers
 * @param served [candidates] the scores they are ordered by
 * @param features [candidates] [features]
 */
// Arrays, because boxes cost more than the ranking; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record Shortlist(int[] videos, float[] served, double[][] features) {
    /**
     * The candidates' places in the order of other scores, best first; of equal ones the earlier place stays first.
     *
     * @param scores [candidates]
     */
    static int[] order(double[] scores) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, place -> place);
        Arrays.sort(order, Comparator.comparingDouble(place -> -scores[place]));
        return Arrays.stream(order).mapToInt(place -> place).toArray();
    }
}
