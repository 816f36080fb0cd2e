package io.reelrank.engine.ranker;

import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.RankedItems;
import java.util.Arrays;

/**
 * Ranks a user's candidates in the learned order, and the others behind them as the served ranking has them.
 *
 * @param served the ranking whose first are the candidates
 * @param items [items] numbers of what is ranked, ascending: those of the moment that may be recommended
 * @param moment the candidates
 * @param ranker the learned order
 * @param factors which of a viewer's factors are the model's
 * @param hours which of them are the user's hours
 */
// An array, because boxes cost more than the ranking; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record LearnedRanking(
        Ranking served, int[] items, CandidateSnapshot moment, Ranker ranker, int factors, int hours)
        implements Ranking {
    @Override
    public void score(EvaluatedUser viewer, float[] scores) {
        served.score(viewer, scores);
        UserContext person = new UserContext(
                Exclusions.of(viewer.met()), viewer.strengths(), viewer.factors()[factors], viewer.factors()[hours]);
        RankedItems first = ranker.ranked(moment, person).learned();
        float best = 0;
        for (float score : scores) {
            best = Math.max(best, score);
        }
        // Only the order counts: the candidates above all others, one apart.
        for (int place = 0; place < first.items().length; place++) {
            scores[Arrays.binarySearch(items, first.items()[place])] = best + first.items().length - place;
        }
    }
}
