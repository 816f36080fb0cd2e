package io.reelrank.engine.ranker;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A user's candidates in the order of the served score, best first, with their features.
 *
 * @param videos [candidates] the videos' numbers
 * @param served [candidates] their served scores
 * @param features [candidates] [features] not standardised
 */
// Arrays, because boxing costs more than the ranking; no code compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record Shortlist(int[] videos, float[] served, double[][] features) {
    /**
     * Sorts the candidates' places by other scores, best first; the sort is stable.
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
