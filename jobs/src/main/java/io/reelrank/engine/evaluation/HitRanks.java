package io.reelrank.engine.evaluation;

/**
 * Where a ranking of all candidates puts what one user wanted: all that the metrics of accuracy look at.
 *
 * @param places of the wanted items, from 0, ascending; at least one
 * @param strengths how much each was wanted, parallel to the places, positive
 * @param candidates how many items were ranked
 */
// Arrays, because boxes cost more than the measuring; nobody compares places by equals.
@SuppressWarnings("ArrayRecordComponent")
public record HitRanks(int[] places, float[] strengths, int candidates) {
    /** How many of the wanted are among the first k. */
    int hits(int k) {
        int hits = 0;
        while (hits < places.length && places[hits] < k) {
            hits++;
        }
        return hits;
    }
}
