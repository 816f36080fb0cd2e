package io.reelrank.engine.ranker;

import java.io.Serializable;

/**
 * Brings features to a mean of 0 and a standard deviation of 1, as they had in the examples.
 *
 * @param means [features]
 * @param deviations [features], 1 for a feature that is the same in all examples
 */
// Arrays, because boxes cost more than the scoring; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record Standardization(double[] means, double[] deviations) implements Serializable {
    /** The features standardised; a new array. */
    double[] of(double[] features) {
        double[] x = new double[features.length];
        for (int k = 0; k < x.length; k++) {
            x[k] = (features[k] - means[k]) / deviations[k];
        }
        return x;
    }
}
