package io.reelrank.solver;

import java.io.Serializable;

/**
 * How rows are solved.
 *
 * @param choice which method a row gets
 * @param gradient when conjugate gradients stop, where they are chosen
 */
public record Plan(MethodChoice choice, ConjugateGradient gradient) implements Serializable {
    private static final ConjugateGradient WARM = new ConjugateGradient(3, 1e-4);

    /** The cheaper of the exact methods, row by row. */
    public static Plan exact() {
        return new Plan(CostModel.measured().exact(), WARM);
    }

    /** The cheapest of all methods, row by row; conjugate gradients then start from warm factors. */
    public static Plan warm() {
        return new Plan(CostModel.measured().warm(WARM.steps()), WARM);
    }

    /** One method for all rows. */
    public static Plan only(Method method, ConjugateGradient gradient) {
        return new Plan((pairs, rank) -> method, gradient);
    }
}
