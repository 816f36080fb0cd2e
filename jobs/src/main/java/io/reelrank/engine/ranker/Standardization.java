package io.reelrank.engine.ranker;

import java.io.Serializable;

/**
 * Standardises features: (x − mean) / standard deviation, with the means and deviations of the training examples.
 *
 * @param means [features]
 * @param deviations [features] standard deviations; 1 for a feature that is constant in the examples
 */
// Arrays, because boxing costs more than the scoring; no code compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record Standardization(double[] means, double[] deviations) implements Serializable {
    /** The standardised features, in a new array. */
    double[] of(double[] features) {
        double[] x = new double[features.length];
        for (int k = 0; k < x.length; k++) {
            x[k] = (features[k] - means[k]) / deviations[k];
        }
        return x;
    }
}
