package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;

/**
 * Ranks the recent positives of the user's segment first, and the other videos behind them by another ranking.
 *
 * @param positions [segments] [videos] positions in the catalogue of the segment's videos
 * @param popularity [segments] [videos] how popular each is in the segment, above 0
 * @param others ranks the other videos, with scores of at most 1
 */
// Arrays, because boxes cost more than the scoring; nobody compares rankings by equals.
@SuppressWarnings("ArrayRecordComponent")
public record SegmentRanking(int[][] positions, float[][] popularity, Ranking others) implements Ranking {
    @Override
    public void score(EvaluatedUser user, float[] scores) {
        others.score(user, scores);
        if (user.segment().isPresent()) {
            int segment = user.segment().getAsInt();
            for (int i = 0; i < positions[segment].length; i++) {
                scores[positions[segment][i]] = 1 + popularity[segment][i];
            }
        }
    }
}
