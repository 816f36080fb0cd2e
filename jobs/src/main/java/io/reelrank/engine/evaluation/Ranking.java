package io.reelrank.engine.evaluation;

import java.io.Serializable;
import java.util.List;

/** A model as far as measuring goes: a score of every candidate for a user. */
public interface Ranking extends Serializable {
    /**
     * Scores all candidates; only the order of the scores matters.
     *
     * @param viewer the user
     * @param scores [candidates], written by position in the catalogue; NaN ranks last
     */
    void score(EvaluatedUser viewer, float[] scores);

    /**
     * Scores all candidates for some users, which may take less time than one after the other.
     *
     * @param viewers the users
     * @param scores [viewers] [candidates], written
     */
    default void score(List<EvaluatedUser> viewers, float[][] scores) {
        for (int viewer = 0; viewer < viewers.size(); viewer++) {
            score(viewers.get(viewer), scores[viewer]);
        }
    }
}
