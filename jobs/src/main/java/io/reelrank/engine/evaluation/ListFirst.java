package io.reelrank.engine.evaluation;

import io.reelrank.engine.scoring.ItemRanks;
import io.reelrank.engine.scoring.RankQuery;
import io.reelrank.engine.scoring.RankedItems;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** An order of candidates that begins with a list, and continues in the order of a ranking. */
public final class ListFirst {
    private final int[] list;
    private final ItemRanks others;
    private final Supplier<float[]> search;
    /** [list] the rank of each in the ranking; beyond its first items the largest int. */
    private final int[] ranksBefore;
    /** [list] what the search gave; null before it. */
    private float[] scores;

    /**
     * @param list positions, best first, each once; none is excluded
     * @param others the ranks in the ranking
     * @param scores [list] by the ranking; asked for only where its first items do not tell the order, and looked at only
     *     for items that are not among these
     */
    public ListFirst(int[] list, ItemRanks others, Supplier<float[]> scores) {
        this.list = list;
        this.others = others;
        this.search = scores;
        Map<Integer, Integer> known = new HashMap<>();
        for (int rank = 0; rank < others.top().items().length; rank++) {
            known.put(others.top().items()[rank], rank);
        }
        this.ranksBefore = IntStream.of(list)
                .map(item -> known.getOrDefault(item, Integer.MAX_VALUE))
                .toArray();
    }

    /**
     * The ranks in this order.
     *
     * @param query what the ranking was asked
     * @param n the largest number of first items; all are there if the ranking has given as many besides those listed
     */
    public ItemRanks ranks(RankQuery query, int n) {
        int[] ranks = new int[query.positives().length];
        float[] falling = new float[ranks.length];
        for (int j = 0; j < ranks.length; j++) {
            ranks[j] = rank(query.positives()[j], j);
            falling[j] = -ranks[j];
        }
        return new ItemRanks(first(n), ranks, falling);
    }

    private int rank(int positive, int index) {
        int behind = 0;
        for (int place = 0; place < list.length; place++) {
            if (list[place] == positive) {
                return place;
            }
            behind += isBehind(place, positive, index) ? 1 : 0;
        }
        return others.ranks()[index] + behind;
    }

    /** Whether the ranking has the listed item behind a positive. */
    private boolean isBehind(int place, int positive, int index) {
        int rank = others.ranks()[index];
        if (ranksBefore[place] != Integer.MAX_VALUE || rank < others.top().items().length) {
            return ranksBefore[place] > rank;
        }
        if (scores == null) {
            scores = search.get();
        }
        return ItemRanks.isBefore(others.scores()[index], positive, scores[place], list[place]);
    }

    /** The first items, with scores that fall by one from place to place. */
    private RankedItems first(int n) {
        int[] listed = list.clone();
        Arrays.sort(listed);
        int[] items = IntStream.concat(
                        IntStream.of(list),
                        IntStream.of(others.top().items()).filter(item -> Arrays.binarySearch(listed, item) < 0))
                .limit(n)
                .toArray();
        float[] falling = new float[items.length];
        for (int place = 0; place < falling.length; place++) {
            falling[place] = -place;
        }
        return new RankedItems(items, falling);
    }
}
