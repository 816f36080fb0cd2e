package io.reelrank.training;

import io.reelrank.evaluation.Ranking;
import io.reelrank.evaluation.Viewer;
import io.reelrank.scoring.TopItems;

/**
 * Ranks by another ranking's score and a part of what is the same for all users: s_ui + w · b_i.
 *
 * @param ranking gives s
 * @param popular the candidates with b as bias, of rank 0
 * @param weight w
 */
public record BlendedRanking(Ranking ranking, TopItems popular, float weight) implements Ranking {
    @Override
    public void score(Viewer viewer, float[] scores) {
        ranking.score(viewer, scores);
        float[] biases = new float[scores.length];
        popular.scores(new float[0], biases);
        for (int i = 0; i < scores.length; i++) {
            scores[i] += weight * biases[i];
        }
    }
}
