package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.TopItems;
import java.util.List;

/**
 * Ranks by another ranking's score plus a weighted score that is the same for all users: s_ui + w · b_i.
 *
 * @param ranking gives s
 * @param popular the candidates with b as bias, of rank 0
 * @param weight w
 */
public record BlendedRanking(Ranking ranking, TopItems popular, float weight) implements Ranking {
    @Override
    public void score(EvaluatedUser user, float[] scores) {
        score(List.of(user), new float[][] {scores});
    }

    @Override
    public void score(List<EvaluatedUser> users, float[][] scores) {
        ranking.score(users, scores);
        float[] biases = new float[popular.size()];
        popular.scores(new float[0], biases);
        for (float[] ofUser : scores) {
            for (int i = 0; i < biases.length; i++) {
                ofUser[i] += weight * biases[i];
            }
        }
    }
}
