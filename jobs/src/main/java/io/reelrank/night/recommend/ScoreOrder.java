package io.reelrank.night.recommend;

import java.util.Arrays;
import java.util.List;

/**
 * The order by the model's scores.
 *
 * @param pool the videos that may be listed
 */
record ScoreOrder(CandidatePool pool) implements ListOrder {
    @Override
    public List<Ordered> of(List<Recipient> recipients, int n) {
        return Arrays.stream(pool.top(recipients, n))
                .map(ranked -> new Ordered(ranked, ranked.scores()))
                .toList();
    }
}
