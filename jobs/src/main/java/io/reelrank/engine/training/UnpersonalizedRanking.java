package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.TopItems;

/**
 * Ranks for every user alike: by popularity, or by the bias model, whose μ + b_u changes no user's order.
 *
 * @param items the candidates, of rank 0
 */
public record UnpersonalizedRanking(TopItems items) implements Ranking {
    @Override
    public void score(EvaluatedUser viewer, float[] scores) {
        items.scores(new float[0], scores);
    }
}
