package io.reelrank.engine.solver;

import java.io.Serializable;

/**
 * How the rows of a block are solved.
 *
 * @param choice the method of each row
 * @param stopping when conjugate gradients stop, for the rows that use them
 */
public record SolvePlan(MethodChoice choice, StoppingCriteria stopping) implements Serializable {
    private static final double TOLERANCE = 1e-4;
    private static final StoppingCriteria UNUSED = new StoppingCriteria(1, TOLERANCE);

    /** The cheaper of the exact methods for each row. */
    public static SolvePlan exact() {
        return new SolvePlan(CostModel.measured().exact(), UNUSED);
    }

    /**
     * The cheapest of all methods for each row. Conjugate gradients then start from warm factors.
     *
     * @param steps the most steps of conjugate gradients, at least 1
     */
    public static SolvePlan warm(int steps) {
        return new SolvePlan(CostModel.measured().warm(steps), new StoppingCriteria(steps, TOLERANCE));
    }

    /** The same method for all rows. */
    public static SolvePlan only(SolveMethod method, StoppingCriteria stopping) {
        return new SolvePlan((pairs, rank) -> method, stopping);
    }
}
