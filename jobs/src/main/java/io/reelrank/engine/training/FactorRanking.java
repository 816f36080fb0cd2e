package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.evaluation.UserBatch;
import io.reelrank.engine.scoring.ItemRanks;
import io.reelrank.engine.scoring.RankQuery;
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

    @Override
    public ItemRanks[] ranks(UserBatch batch, int n) {
        float[][] factors =
                batch.users().stream().map(user -> user.factors(model)).toArray(float[][]::new);
        int[] warm = IntStream.range(0, factors.length)
                .filter(user -> isWarm(factors[user]))
                .toArray();
        int[] others = IntStream.range(0, factors.length)
                .filter(user -> !isWarm(factors[user]))
                .toArray();
        ItemRanks[] ranks = new ItemRanks[factors.length];
        put(
                known.ranks(
                        IntStream.of(warm).mapToObj(user -> factors[user]).toArray(float[][]::new),
                        IntStream.of(warm).mapToObj(batch::query).toArray(RankQuery[]::new),
                        n),
                warm,
                ranks);
        put(cold.ranks(batch.only(others), n), others, ranks);
        return ranks;
    }

    private static void put(ItemRanks[] some, int[] users, ItemRanks[] ranks) {
        for (int i = 0; i < users.length; i++) {
            ranks[users[i]] = some[i];
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
