package io.reelrank.engine.evaluation;

/**
 * The ranks of one user's held-out positives in a ranking of all candidates. Metrics of accuracy look at nothing else.
 *
 * @param ranks of the positives, from 0, ascending; at least one
 * @param strengths [positives] the strength of each, above 0
 * @param candidates how many items were ranked
 */
// Arrays, because boxes cost more than the measuring; nobody compares ranks by equals.
@SuppressWarnings("ArrayRecordComponent")
public record HitRanks(int[] ranks, float[] strengths, int candidates) {
    /** How many of the positives are among the first k. */
    int hits(int k) {
        int hits = 0;
        while (hits < ranks.length && ranks[hits] < k) {
            hits++;
        }
        return hits;
    }

    /** How many positives there are. */
    int positives() {
        return ranks.length;
    }
}
