package io.reelrank.engine.evaluation;

import io.reelrank.engine.scoring.RankedItems;
import java.util.Arrays;

/**
 * The order of members by a ranking's scores of all candidates.
 *
 * @param ranking the ranking
 * @param members positions, ascending
 */
// An array, because boxes cost more than the ranking; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record ScoredMembers(Ranking ranking, int[] members) implements MemberOrder {
    @Override
    public RankedItems[] first(UserBatch batch, int n) {
        return Arrays.stream(batch.scores(ranking))
                .map(scores -> first(members, scores, n))
                .toArray(RankedItems[]::new);
    }

    /**
     * The first of some candidates.
     *
     * @param members positions, ascending
     * @param scores [candidates]; NaN excludes one
     * @param n the largest number of members
     */
    public static RankedItems first(int[] members, float[] scores, int n) {
        float[] ofMembers = new float[members.length];
        for (int i = 0; i < members.length; i++) {
            ofMembers[i] = scores[members[i]];
        }
        RankedItems best = RankedItems.best(ofMembers, n);
        return new RankedItems(Arrays.stream(best.items()).map(i -> members[i]).toArray(), best.scores());
    }
}
