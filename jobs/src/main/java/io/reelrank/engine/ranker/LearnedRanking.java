package io.reelrank.engine.ranker;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.RankedItems;
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
        UserContext context =
                new UserContext(Exclusions.of(user.seen()), user.strengths(), user.factors(model), user.hours());
        RankedItems candidates = ranker.ranked(snapshot, context).learned();
        float best = 0;
        for (float score : scores) {
            best = Math.max(best, score);
        }
        // Only the order matters: the candidates get scores above all others, in steps of 1.
        for (int place = 0; place < candidates.items().length; place++) {
            scores[Arrays.binarySearch(items, candidates.items()[place])] = best + candidates.items().length - place;
        }
    }
}
