package io.reelrank.engine.evaluation;

import java.io.Serializable;
import java.util.List;

/** A model as the evaluation sees it: it scores every candidate for a user. */
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
}
