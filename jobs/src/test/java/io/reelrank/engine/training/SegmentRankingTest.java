package io.reelrank.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.scoring.TopItems;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SegmentRankingTest {
    private static final SegmentRanking RANKING = new SegmentRanking(
            new int[][] {{2, 0}, {}},
            new float[][] {{0.5f, 0.25f}, {}},
            new UnpersonalizedRanking(new TopItems(0, new int[] {5, 6, 7}, new float[0], new float[] {0.1f, 1, 0})));

    @Test
    void videosOfTheSegmentComeBeforePopularOnes() {
        assertThat(scores(OptionalInt.of(0))).containsExactly(1.25f, 1f, 1.5f);
        assertThat(scores(OptionalInt.of(1))).containsExactly(0.1f, 1f, 0f);
        assertThat(scores(OptionalInt.empty())).containsExactly(0.1f, 1f, 0f);
    }

    private static float[] scores(OptionalInt segment) {
        float[] scores = new float[3];
        RANKING.score(new EvaluatedUser(0, new int[0], new float[0], Map.of(), segment, new float[0]), scores);
        return scores;
    }
}
