package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.MemberOrder;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.evaluation.UserBatch;
import io.reelrank.engine.scoring.ItemRanks;
import io.reelrank.engine.scoring.RankQuery;
import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.TopItems;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        SplitUsers split = SplitUsers.of(users, model);
        known.scores(split.factors(users, model), split.warm(scores).toArray(float[][]::new));
        for (int user : split.cold) {
            cold.score(users.get(user), scores[user]);
        }
    }

    @Override
    public ItemRanks[] ranks(UserBatch batch, int n) {
        SplitUsers split = SplitUsers.of(batch.users(), model);
        ItemRanks[] ranks = new ItemRanks[batch.size()];
        split.put(
                known.ranks(split.factors(batch.users(), model), split.queries(batch), n),
                cold.ranks(batch.only(split.cold), n),
                ranks);
        return ranks;
    }

    @Override
    public MemberOrder among(int[] members) {
        return new FactorMembers(model, known.among(members), cold.among(members));
    }

    /**
     * The order of members.
     *
     * @param model as of the ranking
     * @param known lists members only
     * @param cold members for the other users
     */
    private record FactorMembers(String model, TopItems known, MemberOrder cold) implements MemberOrder {
        @Override
        public RankedItems[] first(UserBatch batch, int n) {
            SplitUsers split = SplitUsers.of(batch.users(), model);
            RankedItems[] lists = new RankedItems[batch.size()];
            split.put(
                    known.first(split.factors(batch.users(), model), split.queries(batch), n),
                    cold.first(batch.only(split.cold), n),
                    lists);
            return lists;
        }
    }

    /**
     * Which of some users have factors.
     *
     * @param warm indices of those with factors
     * @param cold indices of the others
     */
    // Arrays, because boxes cost more than the ranking; nobody compares these by equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record SplitUsers(int[] warm, int[] cold) {
        static SplitUsers of(List<EvaluatedUser> users, String model) {
            return new SplitUsers(
                    IntStream.range(0, users.size())
                            .filter(user -> isWarm(users.get(user).factors(model)))
                            .toArray(),
                    IntStream.range(0, users.size())
                            .filter(user -> !isWarm(users.get(user).factors(model)))
                            .toArray());
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

        float[][] factors(List<EvaluatedUser> users, String model) {
            return IntStream.of(warm)
                    .mapToObj(user -> users.get(user).factors(model))
                    .toArray(float[][]::new);
        }

        RankQuery[] queries(UserBatch batch) {
            return IntStream.of(warm).mapToObj(batch::query).toArray(RankQuery[]::new);
        }

        <T> Stream<T> warm(T[] all) {
            return IntStream.of(warm).mapToObj(user -> all[user]);
        }

        <T> void put(T[] ofWarm, T[] ofCold, T[] all) {
            for (int i = 0; i < ofWarm.length; i++) {
                all[warm[i]] = ofWarm[i];
            }
            for (int i = 0; i < ofCold.length; i++) {
                all[cold[i]] = ofCold[i];
            }
        }
    }
}
