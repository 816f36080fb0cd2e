package io.reelrank.engine.solver;

import java.io.Serializable;

/**
 * When conjugate gradients stop: at the first of two limits.
 *
 * @param steps the most steps; 3 from warm factors are enough in practice (Takács et al. 2011)
 * @param tolerance the residual, as a share of the first residual
 */
public record StoppingCriteria(int steps, double tolerance) implements Serializable {
    /** Checks the numbers. */
    public StoppingCriteria {
        if (steps < 1) {
            throw new IllegalArgumentException("illegal steps: %d, must be at least 1".formatted(steps));
        }
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("illegal tolerance: %s, must be 0 or more".formatted(tolerance));
        }
    }
}
