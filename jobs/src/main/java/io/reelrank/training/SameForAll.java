package io.reelrank.training;

import io.reelrank.evaluation.Ranking;
import io.reelrank.evaluation.Viewer;
import io.reelrank.scoring.TopItems;

/**
 * Ranks for every user alike: by popularity, or by the bias model, whose μ + b_u changes no user's order.
 *
 * @param items the candidates, of rank 0
 */
public record SameForAll(TopItems items) implements Ranking {
    @Override
    public void score(Viewer viewer, float[] scores) {
        items.scores(new float[0], scores);
    }
}
