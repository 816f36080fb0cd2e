package io.reelrank.night.recommend;

import io.reelrank.engine.scoring.RankedItems;
import java.io.Serializable;
import java.util.List;

/** Orders videos for a user, best first. Lists are chosen from the first of them. */
interface ListOrder extends Serializable {
    /**
     * The best videos of each recipient, in the recipients' order.
     *
     * @param recipients the users
     * @param n how many videos each gets at most
     */
    List<Ordered> of(List<Recipient> recipients, int n);

    /**
     * Videos in an order.
     *
     * @param ranked the videos with the scores that order them
     * @param served [videos] the model's scores, which reasons are found by
     */
    // An array, because boxes cost more than the ranking; nobody compares these by equals.
    @SuppressWarnings("ArrayRecordComponent")
    record Ordered(RankedItems ranked, float[] served) {}
}
