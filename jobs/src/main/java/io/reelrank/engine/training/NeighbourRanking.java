package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.TopItems;

/**
 * Ranks by the neighbours of what a user wanted (Deshpande, Karypis 2004, "Item-based top-N recommendation
 * algorithms"):
 *
 * <pre>score(u, i) = Σ_{j ∈ N(u), i ∈ neighbours of j} cos(i, j), divided by the user's largest, + w · b_i</pre>
 *
 * with N(u) the items of positive strength, and b_i the recent popularity, which also orders what no neighbour speaks
 * for.
 *
 * @param neighbours of every item
 * @param popular the candidates with b_i in [0, 1] as bias, of rank 0
 * @param weight w
 */
public record NeighbourRanking(Neighbours neighbours, TopItems popular, float weight) implements Ranking {
    @Override
    public void score(EvaluatedUser viewer, float[] scores) {
        float[] sums = new float[scores.length];
        for (int j = 0; j < viewer.met().length; j++) {
            if (viewer.strengths()[j] > 0) {
                neighbours.addTo(viewer.met()[j], sums);
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
