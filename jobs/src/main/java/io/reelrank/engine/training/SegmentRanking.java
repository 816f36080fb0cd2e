package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;

/**
 * Ranks first what users of the viewer's segment wanted lately, and the others behind as another ranking has them.
 *
 * @param slot which of a viewer's factors is [the segment's number]; empty for a viewer without
 * @param positions [segments] [videos] where in the catalogue the videos stand that the segment wanted
 * @param wanted [segments] [videos] how much, positive
 * @param others ranks the others, all its scores at most 1
 */
// Arrays, because boxes cost more than the scoring; nobody compares rankings by equals.
@SuppressWarnings("ArrayRecordComponent")
public record SegmentRanking(int slot, int[][] positions, float[][] wanted, Ranking others) implements Ranking {
    @Override
    public void score(EvaluatedUser viewer, float[] scores) {
        others.score(viewer, scores);
        if (viewer.factors()[slot].length > 0) {
            int segment = (int) viewer.factors()[slot][0];
            for (int i = 0; i < positions[segment].length; i++) {
                scores[positions[segment][i]] = 1 + wanted[segment][i];
            }
        }
    }
}
