package io.reelrank.engine.training;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.evaluation.UserBatch;
import io.reelrank.engine.scoring.ItemRanks;
import io.reelrank.engine.scoring.RankedItems;
import io.reelrank.engine.scoring.SharedOrder;
import io.reelrank.engine.scoring.TopItems;
import java.util.Arrays;
import java.util.List;

/**
 * Ranks by the neighbours of a user's positives (Deshpande, Karypis 2004, "Item-based top-N recommendation
 * algorithms"):
 *
 * <pre>score(u, i) = Σ_{j ∈ N(u), i ∈ neighbours of j} cos(i, j), divided by the user's largest, + w · b_i</pre>
 *
 * N(u) are the items of positive strength. b_i is the recent popularity, which also orders the items that are no
 * neighbours.
 *
 * @param neighbours of every item
 * @param popular orders the candidates by w · b_i, with b_i in [0, 1]
 */
public record NeighbourRanking(Neighbours neighbours, SharedOrder popular) implements Ranking {
    /**
     * Ranks by neighbours and popularity.
     *
     * @param neighbours of every item
     * @param popular the candidates with b_i as bias, of rank 0
     * @param weight w
     */
    public static NeighbourRanking of(Neighbours neighbours, TopItems popular, float weight) {
        float[] biases = popular.biases();
        for (int i = 0; i < biases.length; i++) {
            biases[i] *= weight;
        }
        return new NeighbourRanking(neighbours, new SharedOrder(biases));
    }

    @Override
    public void score(EvaluatedUser user, float[] scores) {
        popular.scores(scores);
        RankedItems own = blended(sums(user, new float[scores.length], new int[scores.length]));
        for (int i = 0; i < own.items().length; i++) {
            scores[own.items()[i]] = own.scores()[i];
        }
    }

    @Override
    public ItemRanks[] ranks(UserBatch batch, int n) {
        RankedItems[] sums = batch.found(neighbours, () -> sums(batch.users()));
        ItemRanks[] ranks = new ItemRanks[batch.size()];
        for (int user = 0; user < ranks.length; user++) {
            ranks[user] = popular.ranks(batch.query(user), blended(sums[user]), n);
        }
        return ranks;
    }

    private RankedItems[] sums(List<EvaluatedUser> users) {
        float[] sums = new float[popular.size()];
        int[] found = new int[popular.size()];
        return users.stream().map(user -> sums(user, sums, found)).toArray(RankedItems[]::new);
    }

    /**
     * The candidates that are neighbours, in any order, and their sums of cosines, divided by the user's largest.
     *
     * @param sums [candidates] all 0, before and afterwards
     * @param found [candidates] overwritten
     */
    private RankedItems sums(EvaluatedUser user, float[] sums, int[] found) {
        int count = 0;
        for (int j = 0; j < user.seen().length; j++) {
            if (user.strengths()[j] > 0) {
                count = neighbours.addTo(user.seen()[j], sums, found, count);
            }
        }
        int[] items = Arrays.copyOf(found, count);
        float[] scores = new float[count];
        float largest = 0;
        for (int i = 0; i < count; i++) {
            scores[i] = sums[items[i]];
            sums[items[i]] = 0;
            largest = Math.max(largest, scores[i]);
        }
        float scale = largest > 0 ? 1 / largest : 0;
        for (int i = 0; i < count; i++) {
            scores[i] *= scale;
        }
        return new RankedItems(items, scores);
    }

    /** The scores of neighbours, popularity included. */
    private RankedItems blended(RankedItems sums) {
        float[] scores = new float[sums.items().length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = sums.scores()[i] + popular.score(sums.items()[i]);
        }
        return new RankedItems(sums.items(), scores);
    }
}
