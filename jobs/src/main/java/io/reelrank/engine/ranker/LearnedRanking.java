package io.reelrank.engine.ranker;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.ListFirst;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.evaluation.UserBatch;
import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.ItemRanks;
import java.util.Arrays;

/**
 * A learned ranker as a ranking that can be evaluated: a user's candidates come first, in the learned order; all other
 * items follow in the served order.
 *
 * @param served the ranking whose top items are the candidates
 * @param items [items] numbers of the ranked items, ascending: those that may be recommended as of the snapshot
 * @param snapshot the candidates
 * @param ranker the learned order
 * @param model name of the model whose factors the user has
 */
// An array, because boxing costs more than the ranking; no code compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record LearnedRanking(Ranking served, int[] items, CandidateSnapshot snapshot, Ranker ranker, String model)
        implements Ranking {
    @Override
    public void score(EvaluatedUser user, float[] scores) {
        served.score(user, scores);
        int[] candidates = candidates(user);
        float best = 0;
        for (float score : scores) {
            best = Math.max(best, score);
        }
        // Only the order matters: the candidates get scores above all others, in steps of 1.
        for (int place = 0; place < candidates.length; place++) {
            scores[candidates[place]] = best + candidates.length - place;
        }
    }

    @Override
    public ItemRanks[] ranks(UserBatch batch, int n) {
        int[][] candidates = new int[batch.size()][];
        int most = 0;
        for (int user = 0; user < candidates.length; user++) {
            int[] excluded = batch.query(user).excluded();
            candidates[user] = Arrays.stream(candidates(batch.users().get(user)))
                    .filter(position -> Arrays.binarySearch(excluded, position) < 0)
                    .toArray();
            most = Math.max(most, candidates[user].length);
        }
        ItemRanks[] others = batch.ranks(served, most + n);
        ItemRanks[] ranks = new ItemRanks[candidates.length];
        for (int user = 0; user < ranks.length; user++) {
            int[] listed = candidates[user];
            int index = user;
            ranks[user] = new ListFirst(listed, others[user], () -> some(batch.scores(served)[index], listed))
                    .ranks(batch.query(user), n);
        }
        return ranks;
    }

    private static float[] some(float[] scores, int[] positions) {
        float[] some = new float[positions.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = scores[positions[i]];
        }
        return some;
    }

    /** Positions of a user's candidates, in the learned order. */
    private int[] candidates(EvaluatedUser user) {
        UserContext context =
                new UserContext(Exclusions.of(user.seen()), user.strengths(), user.factors(model), user.hours());
        return Arrays.stream(ranker.ranked(snapshot, context).learned().items())
                .map(item -> Arrays.binarySearch(items, item))
                .toArray();
    }
}
