package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.evaluation.UserBatch;
import io.reelrank.engine.scoring.ItemRanks;
import io.reelrank.engine.scoring.SharedOrder;
import io.reelrank.engine.scoring.TopItems;

/**
 * Ranks the same for every user: by popularity, or by the bias model, where μ + b_u does not change a user's order.
 *
 * @param order of the candidates
 */
public record UnpersonalizedRanking(SharedOrder order) implements Ranking {
    /** Ranks by the candidates' biases. */
    public UnpersonalizedRanking(TopItems items) {
        this(new SharedOrder(items.biases()));
    }

    @Override
    public void score(EvaluatedUser user, float[] scores) {
        order.scores(scores);
    }

    @Override
    public ItemRanks[] ranks(UserBatch batch, int n) {
        ItemRanks[] ranks = new ItemRanks[batch.size()];
        for (int user = 0; user < ranks.length; user++) {
            ranks[user] = order.ranks(batch.query(user), n);
        }
        return ranks;
    }
}
