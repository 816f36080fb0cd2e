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
 * @param factorsAt which of an evaluated user's factor arrays holds the model's factors
 * @param hoursAt which of them holds the user's hours
 */
// An array, because boxing costs more than the ranking; no code compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record LearnedRanking(
        Ranking served, int[] items, CandidateSnapshot snapshot, Ranker ranker, int factorsAt, int hoursAt)
        implements Ranking {
    @Override
    public void score(EvaluatedUser user, float[] scores) {
        served.score(user, scores);
        UserContext context = new UserContext(
                Exclusions.of(user.met()), user.strengths(), user.factors()[factorsAt], user.factors()[hoursAt]);
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
