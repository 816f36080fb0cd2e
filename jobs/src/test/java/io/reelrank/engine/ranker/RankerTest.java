package io.reelrank.engine.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.core.settings.RankerSettings.Learner;
import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.Exclusions;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RankerTest extends SparkTest {
    private static final Ranking SERVED = (user, scores) -> {
        float[] served = {0.625f, 0.5f, 1.25f, 0};
        System.arraycopy(served, 0, scores, 0, served.length);
    };
    private static final EvaluatedUser USER = new EvaluatedUser(
            1, new int[0], new float[0], Map.of("als", new float[] {1}), OptionalInt.empty(), new float[0]);

    @Test
    void candidatesComeFirstInTheLearnedOrderAndTheOthersFollow() {
        // A later place is better: the candidates 3, 1, 2 become 2, 1, 3; 4 stays last.
        assertThat(scores(by(RankerFeature.PLACE, 1), 3)).containsExactly(1.25f + 2, 1.25f + 3, 1.25f + 1, 0);
    }

    @Test
    void candidatesWithEqualScoresKeepTheirServedOrder() {
        assertThat(scores(by(RankerFeature.PLACE, 0), 3)).containsExactly(1.25f + 2, 1.25f + 1, 1.25f + 3, 0);
    }

    @Test
    void thePlaceWeightPullsTheOrderToTheServedOne() {
        double[] weights = new double[RankerFeature.count()];
        weights[RankerFeature.PLACE.position()] = 1;
        Ranker ranker = new Ranker(Learner.LOGISTIC, identity(), new LinearScore(weights, 0), 1.5);
        assertThat(scores(ranker, 3)).containsExactly(1.25f + 2, 1.25f + 1, 1.25f + 3, 0);
    }

    @Test
    void aListKeepsTheServedScoresBesideTheLearnedOnes() {
        LearnedOrder list = by(RankerFeature.POPULARITY, 2)
                .ranked(
                        SmallSnapshot.of(spark(), 3),
                        new UserContext(Exclusions.NOTHING, new float[0], new float[] {1}, new float[0]));
        assertThat(list.learned().items()).containsExactly(2, 3, 1);
        assertThat(list.learned().scores()).containsExactly(0.5f, 0.4f, 0.25f);
        assertThat(list.served()).containsExactly(0.5f, 1.2f, 0.625f);
    }

    @Test
    void aRankerRebuiltFromItsPartsGivesTheSameScores() {
        double[] x = new double[RankerFeature.count()];
        Arrays.setAll(x, k -> Math.sin(k));
        double[] weights = new double[2 * (RankerFeature.count() + 1) + 2 * 3];
        Arrays.setAll(weights, k -> Math.cos(k));
        for (Ranker ranker : new Ranker[] {
            by(RankerFeature.PULL, 3),
            new Ranker(
                    Learner.BOOSTED,
                    identity(),
                    new TreeScore(
                            new int[] {0, 3},
                            new int[] {1, -1, -1, -1},
                            new double[] {0.5, 1, 2, 4},
                            new int[] {1, -1, -1, -1},
                            new int[] {2, -1, -1, -1}),
                    0.5),
            new Ranker(
                    Learner.PERCEPTRON,
                    identity(),
                    new PerceptronScore(new int[] {RankerFeature.count(), 2, 2}, weights),
                    0)
        }) {
            Ranker rebuilt = Ranker.of(ranker.parts(spark()).collectAsList());
            assertThat(rebuilt.learner()).isEqualTo(ranker.learner());
            assertThat(rebuilt.score(x)).isEqualTo(ranker.score(x)).isNotZero();
        }
    }

    private static float[] scores(Ranker ranker, int candidates) {
        float[] scores = new float[4];
        new LearnedRanking(SERVED, new int[] {1, 2, 3, 4}, SmallSnapshot.of(spark(), candidates), ranker, "als")
                .score(USER, scores);
        return scores;
    }

    private static Ranker by(RankerFeature feature, double weight) {
        double[] weights = new double[RankerFeature.count()];
        weights[feature.position()] = weight;
        return new Ranker(Learner.LOGISTIC, identity(), new LinearScore(weights, 0), 0);
    }

    private static Standardization identity() {
        double[] ones = new double[RankerFeature.count()];
        Arrays.fill(ones, 1);
        return new Standardization(new double[RankerFeature.count()], ones);
    }
}
