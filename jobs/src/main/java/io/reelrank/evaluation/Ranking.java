package io.reelrank.evaluation;

import java.io.Serializable;

/** A model as far as measuring goes: a score of every candidate for a user. */
public interface Ranking extends Serializable {
    /**
     * Scores all candidates; only the order of the scores matters.
     *
     * @param viewer the user
     * @param scores [candidates], written by position in the catalogue; NaN ranks last
     */
    void score(Viewer viewer, float[] scores);
}
