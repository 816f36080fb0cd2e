package io.reelrank.night.recommend;

import java.util.Arrays;
import java.util.List;

/**
 * The model's own order.
 *
 * @param videos that may be listed
 */
record ScoreOrder(CandidatePool videos) implements ListOrder {
    @Override
    public List<Ordered> of(List<Recipient> addressees, int n) {
        return Arrays.stream(videos.top(addressees, n))
                .map(ranked -> new Ordered(ranked, ranked.scores()))
                .toList();
    }
}
