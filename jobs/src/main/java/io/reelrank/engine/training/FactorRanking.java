package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.TopItems;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranks by factors: x_u · y_i + b_i.
 *
 * @param slot which of a viewer's factors are this model's
 * @param known the candidates for users with factors
 * @param cold ranks for users without
 */
public record FactorRanking(int slot, TopItems known, Ranking cold) implements Ranking {
    @Override
    public void score(EvaluatedUser viewer, float[] scores) {
        score(List.of(viewer), new float[][] {scores});
    }

    @Override
    public void score(List<EvaluatedUser> viewers, float[][] scores) {
        int[] those = IntStream.range(0, viewers.size())
                .filter(viewer -> factors(viewers.get(viewer)).length > 0)
                .toArray();
        known.scores(
                Arrays.stream(those)
                        .mapToObj(viewer -> factors(viewers.get(viewer)))
                        .toArray(float[][]::new),
                Arrays.stream(those).mapToObj(viewer -> scores[viewer]).toArray(float[][]::new));
        for (int viewer = 0; viewer < scores.length; viewer++) {
            if (factors(viewers.get(viewer)).length == 0) {
                cold.score(viewers.get(viewer), scores[viewer]);
            }
        }
    }

    private float[] factors(EvaluatedUser viewer) {
        return viewer.factors()[slot];
    }
}
