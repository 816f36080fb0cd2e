package io.reelrank.engine.evaluation;

import io.reelrank.engine.scoring.ItemRanks;
import java.io.Serializable;
import java.util.List;

/** A model as the evaluation sees it: it orders all candidates for a user by scores. */
public interface Ranking extends Serializable {
    /**
     * Scores all candidates. Only the order of the scores counts.
     *
     * @param user the user
     * @param scores [candidates] written, by position in the catalogue; NaN ranks last
     */
    void score(EvaluatedUser user, float[] scores);

    /**
     * Scores all candidates for several users. May be faster than one user after the other.
     *
     * @param users the users
     * @param scores [users] [candidates] written
     */
    default void score(List<EvaluatedUser> users, float[][] scores) {
        for (int user = 0; user < users.size(); user++) {
            score(users.get(user), scores[user]);
        }
    }

    /**
     * The ranks of the users' positives and the users' first candidates, as the scores give them. A ranking that finds
     * them without an array of all scores saves most of the time.
     *
     * @param batch the users
     * @param n the largest number of first candidates
     * @return [users]
     */
    default ItemRanks[] ranks(UserBatch batch, int n) {
        float[][] scores = batch.scores(this);
        ItemRanks[] ranks = new ItemRanks[batch.size()];
        for (int user = 0; user < ranks.length; user++) {
            ranks[user] = ItemRanks.of(scores[user], batch.query(user).positives(), n);
        }
        return ranks;
    }

    /**
     * The order of some candidates alone. A ranking that finds the first of them without an array of all scores saves most
     * of the time.
     *
     * @param members positions, ascending
     */
    default MemberOrder among(int[] members) {
        return new ScoredMembers(this, members);
    }
}
