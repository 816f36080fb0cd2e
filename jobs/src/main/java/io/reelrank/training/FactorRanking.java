package io.reelrank.training;

import io.reelrank.evaluation.Ranking;
import io.reelrank.evaluation.Viewer;
import io.reelrank.scoring.TopItems;

/**
 * Ranks by factors: x_u · y_i + b_i.
 *
 * @param slot which of a viewer's factors are this model's
 * @param known the candidates for users with factors
 * @param cold the candidates, of rank 0, for users without
 */
public record FactorRanking(int slot, TopItems known, TopItems cold) implements Ranking {
    @Override
    public void score(Viewer viewer, float[] scores) {
        float[] factors = viewer.factors()[slot];
        if (factors.length == 0) {
            cold.scores(factors, scores);
        } else {
            known.scores(factors, scores);
        }
    }
}
