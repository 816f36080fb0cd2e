package io.reelrank.engine.rerank;

import io.reelrank.core.settings.RerankSettings;
import io.reelrank.engine.evaluation.EvaluatedUser;
import io.reelrank.engine.evaluation.ListFirst;
import io.reelrank.engine.evaluation.MemberOrder;
import io.reelrank.engine.evaluation.Ranking;
import io.reelrank.engine.evaluation.ScoredMembers;
import io.reelrank.engine.evaluation.UserBatch;
import io.reelrank.engine.scoring.ItemRanks;
import io.reelrank.engine.scoring.RankedItems;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A ranking that starts with the re-ranked list, and continues in the order of another ranking.
 *
 * @param ranking the other ranking; its best items are the candidates
 * @param items ids of the ranked items, ascending
 * @param traits of the ranked items and of the items that users have seen
 * @param settings of the re-ranking
 * @param lengths how many candidates there are, and how long lists are
 * @param quotas the order of each quota's items by the other ranking
 */
// An array, because boxes cost more than the ranking; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record RerankedRanking(
        Ranking ranking,
        int[] items,
        ItemTraits traits,
        RerankSettings settings,
        ListLengths lengths,
        List<MemberOrder> quotas)
        implements Ranking {
    /**
     * A ranking by re-ranked lists.
     *
     * @param ranking the other ranking
     * @param items ids of the ranked items, ascending
     * @param traits of the ranked items and of the items that users have seen
     * @param settings of the re-ranking
     * @param lengths how many candidates there are, and how long lists are
     */
    public static RerankedRanking of(
            Ranking ranking, int[] items, ItemTraits traits, RerankSettings settings, ListLengths lengths) {
        return new RerankedRanking(
                ranking,
                items,
                traits,
                settings,
                lengths,
                members(items, traits, settings).stream().map(ranking::among).toList());
    }

    /** The positions of the items of each quota, ascending. */
    private static List<int[]> members(int[] items, ItemTraits traits, RerankSettings settings) {
        int[] inTraits = traits.positions(items);
        List<int[]> members = new ArrayList<>();
        if (settings.newShare() > 0) {
            members.add(members(items, at -> traits.isNew(inTraits[at])));
        }
        if (settings.smallCreatorShare() > 0) {
            members.add(members(items, at -> traits.isSmall(inTraits[at])));
        }
        return members;
    }

    private static int[] members(int[] items, IntPredicate isMember) {
        return IntStream.range(0, items.length).filter(isMember).toArray();
    }

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
        List<RankedItems> more = members(items, traits, settings).stream()
                .map(members -> ScoredMembers.first(members, unseen, lengths.list()))
                .toList();
        int[] list = list(new Reranker(traits, settings), user, RankedItems.best(unseen, lengths.candidates()), more);
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
        ItemRanks[] served = batch.ranks(ranking, Math.max(lengths.candidates(), lengths.list() + n));
        List<RankedItems[]> ofQuotas =
                quotas.stream().map(quota -> quota.first(batch, lengths.list())).toList();
        Reranker reranker = new Reranker(traits, settings);
        ItemRanks[] ranks = new ItemRanks[served.length];
        for (int user = 0; user < ranks.length; user++) {
            int index = user;
            RankedItems merit = served[user].first(lengths.candidates()).top();
            List<RankedItems> more =
                    ofQuotas.stream().map(quota -> quota[index]).toList();
            int[] list = list(reranker, batch.users().get(user), merit, more);
            ranks[user] = new ListFirst(list, served[user], () -> scores(list, more)).ranks(batch.query(user), n);
        }
        return ranks;
    }

    /** [list] the scores of listed items that the quotas found; NaN for others. */
    private static float[] scores(int[] list, List<RankedItems> more) {
        Map<Integer, Float> found = new HashMap<>();
        for (RankedItems ofQuota : more) {
            for (int i = 0; i < ofQuota.items().length; i++) {
                found.put(ofQuota.items()[i], ofQuota.scores()[i]);
            }
        }
        float[] scores = new float[list.length];
        for (int place = 0; place < list.length; place++) {
            scores[place] = found.getOrDefault(list[place], Float.NaN);
        }
        return scores;
    }

    /**
     * A user's re-ranked list.
     *
     * @param merit the candidates by merit, by position
     * @param more [quotas] the first items of each, by position
     * @return positions, best first
     */
    private int[] list(Reranker reranker, EvaluatedUser user, RankedItems merit, List<RankedItems> more) {
        RerankedList list = reranker.of(
                withIds(merit),
                more.stream().map(this::withIds).toList(),
                user.seen(),
                user.strengths(),
                lengths.list());
        return Arrays.stream(list.items())
                .map(item -> Arrays.binarySearch(items, item))
                .toArray();
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

    /**
     * How many items re-ranking looks at, and makes a list of.
     *
     * @param candidates the number of candidates by merit
     * @param list the length of the re-ranked list
     */
    public record ListLengths(int candidates, int list) implements Serializable {}
}
