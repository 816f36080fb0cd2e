package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.TopItems;

/**
 * Ranks by the neighbours of a user's positives (Deshpande, Karypis 2004, "Item-based top-N recommendation
 * algorithms"):
 *
 * <pre>score(u, i) = Σ_{j ∈ N(u), i ∈ neighbours of j} cos(i, j), divided by the user's largest, + w · b_i</pre>
 *
 * N(u) are the items of positive strength. b_i is the recent popularity, which also orders the items that are no
 * neighbours.
 *
 * @param neighbours of every item
 * @param popular the candidates with b_i in [0, 1] as bias, of rank 0
 * @param weight w
 */
public record NeighbourRanking(Neighbours neighbours, TopItems popular, float weight) implements Ranking {
    @Override
    public void score(EvaluatedUser user, float[] scores) {
        float[] sums = new float[scores.length];
        for (int j = 0; j < user.seen().length; j++) {
            if (user.strengths()[j] > 0) {
                neighbours.addTo(user.seen()[j], sums);
            }
        }
        float largest = 0;
        for (float sum : sums) {
            largest = Math.max(largest, sum);
        }
        popular.scores(new float[0], scores);
        float scale = largest > 0 ? 1 / largest : 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scale * sums[i] + weight * scores[i];
        }
    }
}
