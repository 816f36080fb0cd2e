package io.reelrank.engine.solver;

import java.io.Serializable;

/** How strongly a row's factors are drawn to its prior, which depends on the number of the row's pairs. */
public sealed interface Regularization extends Serializable {
    /**
     * λ of a row.
     *
     * @param observed how many pairs the row has
     * @param positives how many of them have a positive strength
     * @param unobservedMass α₀ · |I|, the weight of all pairs of a row that has no observed ones
     */
    double of(int observed, int positives, double unobservedMass);

    /**
     * λ (n + α₀|I|)^ν (Rendle, Krichene, Zhang, Koren 2021, "Revisiting the performance of iALS on item recommendation
     * benchmarks", equation 6), where n counts the row's observed pairs. With ν = 0 all rows have the same λ; with
     * ν = 1 it is proportional to the weight of the row in the loss.
     *
     * @param lambda λ, positive
     * @param exponent ν, not negative
     */
    record FrequencyScaled(double lambda, double exponent) implements Regularization {
        /** Checks the numbers. */
        public FrequencyScaled {
            requirePositive(lambda);
            if (!(exponent >= 0) || Double.isInfinite(exponent)) {
                throw new IllegalArgumentException("illegal exponent: %s, must be 0 or more".formatted(exponent));
            }
        }

        @Override
        public double of(int observed, int positives, double unobservedMass) {
            return lambda * Math.pow(observed + unobservedMass, exponent);
        }
    }

    /**
     * λ n, where n counts the row's positive pairs. This is the regularisation of Spark's MLlib ({@code numExplicits}
     * in its ALS.scala). A row without positives has none.
     *
     * @param lambda λ, positive
     */
    record PositiveScaled(double lambda) implements Regularization {
        /** Checks the number. */
        public PositiveScaled {
            requirePositive(lambda);
        }

        @Override
        public double of(int observed, int positives, double unobservedMass) {
            return lambda * positives;
        }
    }

    private static void requirePositive(double lambda) {
        if (!(lambda > 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("illegal lambda: %s, must be positive".formatted(lambda));
        }
    }
}
