package io.reelrank.engine.rerank;

import io.reelrank.core.settings.RerankSettings;
import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.ListFirst;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.evaluation.UserBatch;
import io.reelrank.engine.scoring.ItemRanks;
import io.reelrank.engine.scoring.RankedItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

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
        ranking.score(user, scores);
        float[] unseen = scores.clone();
        for (int item : user.seen()) {
            int at = Arrays.binarySearch(items, item);
            if (at >= 0) {
                unseen[at] = Float.NaN;
            }
        }
        int[] list = list(
                new Reranker(traits, settings), user, RankedItems.best(unseen, candidates), quotas(), () -> unseen);
        float best = 0;
        for (float score : scores) {
            best = Math.max(best, score);
        }
        // Only the order of scores counts, so a distance of one will do.
        for (int place = 0; place < list.length; place++) {
            scores[list[place]] = best + list.length - place;
        }
    }

    @Override
    public ItemRanks[] ranks(UserBatch batch, int n) {
        ItemRanks[] served = batch.ranks(ranking, Math.max(candidates, topN + n));
        Reranker reranker = new Reranker(traits, settings);
        List<int[]> quotas = quotas();
        ItemRanks[] ranks = new ItemRanks[served.length];
        for (int user = 0; user < ranks.length; user++) {
            int index = user;
            Supplier<float[]> scores = () -> batch.scores(ranking)[index];
            RankedItems merit = served[user].first(candidates).top();
            int[] list = list(reranker, batch.users().get(user), merit, quotas, scores);
            ranks[user] = new ListFirst(list, served[user], scores).ranks(batch.query(user), n);
        }
        return ranks;
    }

    /** The positions of the items of each quota, ascending. */
    private List<int[]> quotas() {
        int[] inTraits = traits.positions(items);
        List<int[]> quotas = new ArrayList<>();
        if (settings.newShare() > 0) {
            quotas.add(members(at -> traits.isNew(inTraits[at])));
        }
        if (settings.smallCreatorShare() > 0) {
            quotas.add(members(at -> traits.isSmall(inTraits[at])));
        }
        return quotas;
    }

    private int[] members(IntPredicate isMember) {
        return IntStream.range(0, items.length).filter(isMember).toArray();
    }

    /**
     * A user's re-ranked list.
     *
     * @param merit the candidates by merit, by position
     * @param quotas [quotas] positions of the items of each
     * @param scores [items] of the other ranking; NaN for items that are not ranked
     * @return positions, best first
     */
    private int[] list(
            Reranker reranker, EvaluatedUser user, RankedItems merit, List<int[]> quotas, Supplier<float[]> scores) {
        List<RankedItems> more = quotas.stream()
                .map(members -> withIds(best(members, scores.get())))
                .toList();
        RerankedList list = reranker.of(withIds(merit), more, user.seen(), user.strengths(), topN);
        return Arrays.stream(list.items())
                .map(item -> Arrays.binarySearch(items, item))
                .toArray();
    }

    /** The first {@link #topN} of some items. */
    private RankedItems best(int[] members, float[] scores) {
        float[] ofMembers = new float[members.length];
        for (int i = 0; i < members.length; i++) {
            ofMembers[i] = scores[members[i]];
        }
        RankedItems best = RankedItems.best(ofMembers, topN);
        return new RankedItems(Arrays.stream(best.items()).map(i -> members[i]).toArray(), best.scores());
    }

    /** Items by their ids. Those whose score is negative infinity, which stands for NaN, are no candidates. */
    private RankedItems withIds(RankedItems byPosition) {
        int count = byPosition.items().length;
        while (count > 0 && byPosition.scores()[count - 1] == Float.NEGATIVE_INFINITY) {
            count--;
        }
        return new RankedItems(
                Arrays.stream(byPosition.items(), 0, count).map(at -> items[at]).toArray(),
                Arrays.copyOf(byPosition.scores(), count));
    }
}
