package io.reelrank.engine.ranker;

import java.util.Map;

/**
 * The log odds of a logistic regression, w · x + b.
 *
 * @param weights w, [features]
 * @param intercept b
 */
// An array, because boxing costs more than the scoring; no code compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record LinearScore(double[] weights, double intercept) implements LearnedScore {
    static LinearScore of(Map<String, double[]> parts) {
        return new LinearScore(parts.get("weights"), parts.get("intercept")[0]);
    }

    @Override
    public double of(double[] x) {
        double sum = intercept;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * x[k];
        }
        return sum;
    }

    @Override
    public Map<String, double[]> parts() {
        return Map.of("weights", weights, "intercept", new double[] {intercept});
    }
}
