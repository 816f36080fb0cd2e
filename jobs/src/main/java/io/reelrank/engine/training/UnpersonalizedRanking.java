package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.TopItems;

/**
 * Ranks the same for every user: by popularity, or by the bias model, where μ + b_u does not change a user's order.
 *
 * @param items the candidates, of rank 0
 */
public record UnpersonalizedRanking(TopItems items) implements Ranking {
    @Override
    public void score(EvaluatedUser user, float[] scores) {
        items.scores(new float[0], scores);
    }
}
