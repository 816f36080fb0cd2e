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
 * @param model whose factors of the user are x_u
 * @param known the candidates with y_i and b_i, for users with factors
 * @param cold ranks for users without factors, and for those whose factors are all 0
 */
public record FactorRanking(String model, TopItems known, Ranking cold) implements Ranking {
    @Override
    public void score(EvaluatedUser user, float[] scores) {
        score(List.of(user), new float[][] {scores});
    }

    @Override
    public void score(List<EvaluatedUser> users, float[][] scores) {
        float[][] factors = users.stream().map(user -> user.factors(model)).toArray(float[][]::new);
        int[] warm = IntStream.range(0, factors.length)
                .filter(user -> isWarm(factors[user]))
                .toArray();
        known.scores(
                Arrays.stream(warm).mapToObj(user -> factors[user]).toArray(float[][]::new),
                Arrays.stream(warm).mapToObj(user -> scores[user]).toArray(float[][]::new));
        for (int user = 0; user < factors.length; user++) {
            if (!isWarm(factors[user])) {
                cold.score(users.get(user), scores[user]);
            }
        }
    }

    private static boolean isWarm(float[] factors) {
        for (float factor : factors) {
            // NaN counts: a model with it must not look good.
            if (factor != 0) {
                return true;
            }
        }
        return false;
    }
}
