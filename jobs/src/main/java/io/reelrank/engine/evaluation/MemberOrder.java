package io.reelrank.engine.evaluation;

import io.reelrank.engine.scoring.RankedItems;
import java.io.Serializable;

/** The order of some of the candidates by a ranking: {@link Ranking#among}. */
public interface MemberOrder extends Serializable {
    /**
     * The first members for each of some users.
     *
     * @param batch the users
     * @param n the largest number of members
     * @return [users] by position, with the ranking's scores; fewer than n if fewer are ranked
     */
    RankedItems[] first(UserBatch batch, int n);
}
