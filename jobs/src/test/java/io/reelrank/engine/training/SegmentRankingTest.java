package io.reelrank.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.scoring.TopItems;
import org.junit.jupiter.api.Test;

class SegmentRankingTest {
    private static final SegmentRanking RANKING = new SegmentRanking(
            1,
            new int[][] {{2, 0}, {}},
            new float[][] {{0.5f, 0.25f}, {}},
            new UnpersonalizedRanking(new TopItems(0, new int[] {5, 6, 7}, new float[0], new float[] {0.1f, 1, 0})));

    @Test
    void whatTheSegmentWantedComesBeforeWhatIsPopular() {
        assertThat(scores(0)).containsExactly(1.25f, 1f, 1.5f);
        assertThat(scores(1)).containsExactly(0.1f, 1f, 0f);
        assertThat(scores()).containsExactly(0.1f, 1f, 0f);
    }

    private static float[] scores(float... segment) {
        float[] scores = new float[3];
        RANKING.score(new EvaluatedUser(0, new int[0], new float[0], new float[][] {{9}, segment}), scores);
        return scores;
    }
}
