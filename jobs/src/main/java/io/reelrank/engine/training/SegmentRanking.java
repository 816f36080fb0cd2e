package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.evaluation.UserBatch;
import io.reelrank.engine.scoring.ItemRanks;
import io.reelrank.engine.scoring.RankedItems;
import java.util.OptionalInt;

/**
 * Ranks the recent positives of the user's segment first, and the other videos behind them by another ranking.
 *
 * @param positions [segments] [videos] positions in the catalogue of the segment's videos
 * @param popularity [segments] [videos] how popular each is in the segment, above 0
 * @param others ranks the other videos, with scores of at most 1
 */
// Arrays, because boxes cost more than the scoring; nobody compares rankings by equals.
@SuppressWarnings("ArrayRecordComponent")
public record SegmentRanking(int[][] positions, float[][] popularity, UnpersonalizedRanking others) implements Ranking {
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

    @Override
    public ItemRanks[] ranks(UserBatch batch, int n) {
        RankedItems[] bySegment = new RankedItems[positions.length];
        for (int segment = 0; segment < bySegment.length; segment++) {
            float[] scores = popularity[segment].clone();
            for (int i = 0; i < scores.length; i++) {
                scores[i] = 1 + scores[i];
            }
            bySegment[segment] = new RankedItems(positions[segment], scores);
        }
        ItemRanks[] ranks = new ItemRanks[batch.size()];
        for (int user = 0; user < ranks.length; user++) {
            OptionalInt segment = batch.users().get(user).segment();
            ranks[user] = segment.isPresent()
                    ? others.order().ranks(batch.query(user), bySegment[segment.getAsInt()], n)
                    : others.order().ranks(batch.query(user), n);
        }
        return ranks;
    }
}
