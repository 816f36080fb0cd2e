package io.reelrank.night.recommend;

import io.reelrank.engine.scoring.RankedItems;
import java.io.Serializable;
import java.util.List;

/** A user's best videos by merit, from which lists are chosen. */
interface ListOrder extends Serializable {
    /** So many of the best of each of some users, in their order. */
    List<Ordered> of(List<Recipient> addressees, int n);

    /**
     * Videos in an order.
     *
     * @param ranked with the scores they are ordered by
     * @param served [videos] the model's scores
     */
    // An array, because boxes cost more than the ranking; nobody compares these by equals.
    @SuppressWarnings("ArrayRecordComponent")
    record Ordered(RankedItems ranked, float[] served) {}
}
