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
 * A ranking that starts with the re-ranked list, and continues in the order of another ranking.
 *
 * @param ranking the other ranking; its best items are the candidates
 * @param items ids of the ranked items, ascending
 * @param traits of the ranked items and of the items that users have seen
 * @param settings of the re-ranking
 * @param candidates the number of candidates by merit
 * @param topN the length of the re-ranked list
 */
// An array, because boxes cost more than the ranking; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record RerankedRanking(
        Ranking ranking, int[] items, ItemTraits traits, RerankSettings settings, int candidates, int topN)
        implements Ranking {
    @Override
    public void score(EvaluatedUser user, float[] scores) {
        score(List.of(user), new float[][] {scores});
    }

    @Override
    public void score(List<EvaluatedUser> users, float[][] scores) {
        ranking.score(users, scores);
        Reranker reranker = new Reranker(traits, settings);
        for (int user = 0; user < users.size(); user++) {
            raiseList(users.get(user), scores[user], reranker);
        }
    }

    /** Changes a user's scores so that the items of the re-ranked list are above all others. */
    private void raiseList(EvaluatedUser user, float[] scores, Reranker reranker) {
        float[] unseen = scores.clone();
        for (int item : user.seen()) {
            int at = Arrays.binarySearch(items, item);
            if (at >= 0) {
                unseen[at] = Float.NaN;
            }
        }
        List<RankedItems> quotas = new ArrayList<>();
        if (settings.newShare() > 0) {
            quotas.add(best(unseen, at -> traits.isNew(traits.position(items[at])), topN));
        }
        if (settings.smallCreatorShare() > 0) {
            quotas.add(best(unseen, at -> traits.isSmall(traits.position(items[at])), topN));
        }
        RerankedList list =
                reranker.of(best(unseen, at -> true, candidates), quotas, user.seen(), user.strengths(), topN);
        float best = 0;
        for (float score : scores) {
            best = Math.max(best, score);
        }
        // Only the order of scores counts, so a distance of one will do.
        for (int place = 0; place < list.items().length; place++) {
            scores[Arrays.binarySearch(items, list.items()[place])] = best + list.items().length - place;
        }
    }

    /** The top n of the items whose indices are allowed. */
    private RankedItems best(float[] unseen, IntPredicate isAllowed, int n) {
        float[] allowed = unseen.clone();
        for (int at = 0; at < allowed.length; at++) {
            if (!isAllowed.test(at)) {
                allowed[at] = Float.NaN;
            }
        }
        RankedItems best = RankedItems.best(allowed, n);
        return new RankedItems(Arrays.stream(best.items()).map(at -> items[at]).toArray(), best.scores());
    }
}
