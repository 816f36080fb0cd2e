package io.reelrank.training;

import io.reelrank.evaluation.Ranking;
import io.reelrank.evaluation.Viewer;
import io.reelrank.scoring.TopItems;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
        score(List.of(viewer), new float[][] {scores});
    }

    @Override
    public void score(List<Viewer> viewers, float[][] scores) {
        score(viewers, scores, known, factors -> factors.length > 0);
        score(viewers, scores, cold, factors -> factors.length == 0);
    }

    /** Scores for those whom these candidates are for. */
    private void score(List<Viewer> viewers, float[][] scores, TopItems items, Predicate<float[]> isFor) {
        int[] those = IntStream.range(0, viewers.size())
                .filter(viewer -> isFor.test(viewers.get(viewer).factors()[slot]))
                .toArray();
        items.scores(
                Arrays.stream(those)
                        .mapToObj(viewer -> viewers.get(viewer).factors()[slot])
                        .toArray(float[][]::new),
                Arrays.stream(those).mapToObj(viewer -> scores[viewer]).toArray(float[][]::new));
    }
}
