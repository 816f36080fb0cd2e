package io.reelrank.engine.solver;

import java.io.Serializable;

/** Which method solves a row. */
@FunctionalInterface
public interface MethodChoice extends Serializable {
    /**
     * The method for a row.
     *
     * @param pairs how many the row has
     * @param rank the factors' length
     */
    SolveMethod of(int pairs, int rank);
}
