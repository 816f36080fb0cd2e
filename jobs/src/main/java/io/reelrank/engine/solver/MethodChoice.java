package io.reelrank.engine.solver;

import java.io.Serializable;

/** Chooses the method that solves a row. */
@FunctionalInterface
public interface MethodChoice extends Serializable {
    /**
     * The method for a row.
     *
     * @param pairs how many pairs the row has
     * @param rank the length of its factors
     */
    SolveMethod of(int pairs, int rank);
}
