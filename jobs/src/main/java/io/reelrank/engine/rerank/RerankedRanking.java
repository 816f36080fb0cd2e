package io.reelrank.engine.rerank;

import io.reelrank.core.settings.RerankSettings;
import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.scoring.RankedItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Ranks first what re-ranking lists, and the others behind as another ranking has them.
 *
 * @param ranking the other, whose best are the candidates
 * @param items [items] numbers of what is ranked, ascending
 * @param traits of these and of what users met
 * @param settings how a list is chosen
 * @param candidates how many of the best a list is chosen from
 * @param topN how many a list has
 */
// An array, because boxes cost more than the ranking; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record RerankedRanking(
        Ranking ranking, int[] items, ItemTraits traits, RerankSettings settings, int candidates, int topN)
        implements Ranking {
    @Override
    public void score(EvaluatedUser viewer, float[] scores) {
        score(List.of(viewer), new float[][] {scores});
    }

    @Override
    public void score(List<EvaluatedUser> viewers, float[][] scores) {
        ranking.score(viewers, scores);
        Reranker reranker = new Reranker(traits, settings);
        for (int viewer = 0; viewer < viewers.size(); viewer++) {
            list(viewers.get(viewer), scores[viewer], reranker);
        }
    }

    private void list(EvaluatedUser viewer, float[] scores, Reranker reranker) {
        float[] unmet = scores.clone();
        for (int item : viewer.seen()) {
            int at = Arrays.binarySearch(items, item);
            if (at >= 0) {
                unmet[at] = Float.NaN;
            }
        }
        List<RankedItems> owed = new ArrayList<>();
        if (settings.newShare() > 0) {
            owed.add(best(unmet, at -> traits.isNew(traits.position(items[at])), topN));
        }
        if (settings.smallCreatorShare() > 0) {
            owed.add(best(unmet, at -> traits.isSmall(traits.position(items[at])), topN));
        }
        RerankedList list =
                reranker.of(best(unmet, at -> true, candidates), owed, viewer.seen(), viewer.strengths(), topN);
        float best = 0;
        for (float score : scores) {
            best = Math.max(best, score);
        }
        // Only the order counts: the list above all others, one apart.
        for (int place = 0; place < list.items().length; place++) {
            scores[Arrays.binarySearch(items, list.items()[place])] = best + list.items().length - place;
        }
    }

    /** The best of those at some places, by their numbers. */
    private RankedItems best(float[] unmet, IntPredicate those, int n) {
        float[] ofThose = unmet.clone();
        for (int at = 0; at < ofThose.length; at++) {
            if (!those.test(at)) {
                ofThose[at] = Float.NaN;
            }
        }
        RankedItems best = RankedItems.best(ofThose, n);
        return new RankedItems(Arrays.stream(best.items()).map(at -> items[at]).toArray(), best.scores());
    }
}
