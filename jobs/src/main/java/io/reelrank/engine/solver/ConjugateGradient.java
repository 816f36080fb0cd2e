package io.reelrank.engine.solver;

import java.io.Serializable;

/**
 * When conjugate gradients stop.
 *
 * @param steps at most so many; 3 from warm factors are enough in practice (Takács et al. 2011)
 * @param tolerance or when the residual has fallen to this share
 */
public record ConjugateGradient(int steps, double tolerance) implements Serializable {
    /** Checks the numbers. */
    public ConjugateGradient {
        if (steps < 1) {
            throw new IllegalArgumentException("illegal steps: %d, must be at least 1".formatted(steps));
        }
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("illegal tolerance: %s, must be 0 or more".formatted(tolerance));
        }
    }
}
