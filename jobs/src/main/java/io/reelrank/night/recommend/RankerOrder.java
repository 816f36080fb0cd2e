package io.reelrank.night.recommend;

import io.reelrank.engine.ranker.CandidateSnapshot;
import io.reelrank.engine.ranker.LearnedOrder;
import io.reelrank.engine.ranker.Ranker;
import io.reelrank.engine.scoring.RankedItems;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A learned order of the model's first candidates. The model's other videos follow in the model's order.
 *
 * @param snapshot the candidates that the ranker orders, at least as many as a list has
 * @param ranker the learned order
 * @param pool the videos that may be listed
 */
record RankerOrder(CandidateSnapshot snapshot, Ranker ranker, CandidatePool pool) implements ListOrder {
    @Override
    public List<Ordered> of(List<Recipient> recipients, int n) {
        RankedItems[] byModel = pool.top(recipients, n);
        return IntStream.range(0, byModel.length)
                .mapToObj(i -> ordered(ranker.ranked(snapshot, recipients.get(i).context()), byModel[i], n))
                .toList();
    }

    private static Ordered ordered(LearnedOrder first, RankedItems byModel, int n) {
        RankedItems learned = first.learned();
        int[] ranked = learned.items().clone();
        Arrays.sort(ranked);
        int count = learned.items().length;
        int[] items = Arrays.copyOf(learned.items(), count + byModel.items().length);
        float[] scores = Arrays.copyOf(learned.scores(), items.length);
        float[] served = Arrays.copyOf(first.served(), items.length);
        for (int i = 0; i < byModel.items().length; i++) {
            if (Arrays.binarySearch(ranked, byModel.items()[i]) < 0) {
                items[count] = byModel.items()[i];
                served[count] = byModel.scores()[i];
                scores[count] = learned.scores()[ranked.length - 1] - (byModel.scores()[0] - byModel.scores()[i]);
                count++;
            }
        }
        int kept = Math.min(n, count);
        return new Ordered(
                new RankedItems(Arrays.copyOf(items, kept), Arrays.copyOf(scores, kept)), Arrays.copyOf(served, kept));
    }
}
