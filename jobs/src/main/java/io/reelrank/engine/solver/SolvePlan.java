package io.reelrank.engine.solver;

import java.io.Serializable;

/**
 * How rows are solved.
 *
 * @param choice which method a row gets
 * @param gradient when conjugate gradients stop, where they are chosen
 */
public record SolvePlan(MethodChoice choice, ConjugateGradient gradient) implements Serializable {
    private static final double ENOUGH = 1e-4;
    private static final ConjugateGradient UNUSED = new ConjugateGradient(1, ENOUGH);

    /** The cheaper of the exact methods, row by row. */
    public static SolvePlan exact() {
        return new SolvePlan(CostModel.measured().exact(), UNUSED);
    }

    /**
     * The cheapest of all methods, row by row; conjugate gradients then start from warm factors.
     *
     * @param steps that these take, at least 1
     */
    public static SolvePlan warm(int steps) {
        return new SolvePlan(CostModel.measured().warm(steps), new ConjugateGradient(steps, ENOUGH));
    }

    /** One method for all rows. */
    public static SolvePlan only(SolveMethod method, ConjugateGradient gradient) {
        return new SolvePlan((pairs, rank) -> method, gradient);
    }
}
