package io.reelrank.recommend;

import io.reelrank.ranker.Person;
import io.reelrank.scoring.RankedItems;
import java.io.Serializable;
import java.util.List;

/** Which videos stand in a user's list, and in which order. */
interface ListOrder extends Serializable {
    /** The list of each of some users, in their order. */
    List<Listed> of(List<Person> people);

    /**
     * A list.
     *
     * @param ranked with the scores it is ordered by
     * @param served the same videos in the same order with the model's scores
     */
    record Listed(RankedItems ranked, RankedItems served) {}
}
