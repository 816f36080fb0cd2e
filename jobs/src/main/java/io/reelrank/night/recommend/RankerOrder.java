package io.reelrank.night.recommend;

import io.reelrank.engine.ranker.CandidateSnapshot;
import io.reelrank.engine.ranker.LearnedOrder;
import io.reelrank.engine.ranker.Ranker;
import io.reelrank.engine.scoring.RankedItems;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A learned order of the model's first videos, the others behind them in the model's.
 *
 * @param moment the candidates, at least as many as a list has
 * @param ranker the learned order
 * @param videos that may be listed
 */
record RankerOrder(CandidateSnapshot moment, Ranker ranker, CandidatePool videos) implements ListOrder {
    @Override
    public List<Ordered> of(List<Recipient> addressees, int n) {
        RankedItems[] byModel = videos.top(addressees, n);
        return IntStream.range(0, byModel.length)
                .mapToObj(i -> ordered(ranker.ranked(moment, addressees.get(i).person()), byModel[i], n))
                .toList();
    }

    private static Ordered ordered(LearnedOrder first, RankedItems byModel, int n) {
        RankedItems learned = first.learned();
        int[] known = learned.items().clone();
        Arrays.sort(known);
        int count = learned.items().length;
        int[] items = Arrays.copyOf(learned.items(), count + byModel.items().length);
        float[] scores = Arrays.copyOf(learned.scores(), items.length);
        float[] served = Arrays.copyOf(first.served(), items.length);
        for (int i = 0; i < byModel.items().length; i++) {
            if (Arrays.binarySearch(known, byModel.items()[i]) < 0) {
                items[count] = byModel.items()[i];
                served[count] = byModel.scores()[i];
                scores[count] = learned.scores()[known.length - 1] - (byModel.scores()[0] - byModel.scores()[i]);
                count++;
            }
        }
        int most = Math.min(n, count);
        return new Ordered(
                new RankedItems(Arrays.copyOf(items, most), Arrays.copyOf(scores, most)), Arrays.copyOf(served, most));
    }
}
