package io.reelrank.engine.evaluation;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.math3.special.Erf;

/**
 * A figure over users, with its values on bootstrap replicates. In each replicate a user counts as often as a
 * Poisson(1) draw says (the Poisson bootstrap; Chamandy et al. 2012, "Estimating uncertainty for massive data
 * streams").
 *
 * @param value the figure
 * @param replicates [replicates] its values; NaN where no user counts
 * @param users how many users have the figure
 */
// An array, because boxes cost more than the measuring; nobody compares estimates by equals.
@SuppressWarnings("ArrayRecordComponent")
record Estimate(double value, double[] replicates, long users) {
    // Percentile, mean and variance are not those of commons-math3, which round differently: tables would change.
    private static final double TAIL = 0.025;

    /** The lower end of the 95% interval: the replicates' 2.5th percentile. */
    double low() {
        return percentile(TAIL);
    }

    /** The upper end of the 95% interval: the replicates' 97.5th percentile. */
    double high() {
        return percentile(1 - TAIL);
    }

    /**
     * Combines two figures of the same users, replicate by replicate. The comparison is paired: a replicate counts the
     * same users for both.
     */
    Estimate with(Estimate other, DoubleBinaryOperator operator) {
        double[] combined = new double[replicates.length];
        Arrays.setAll(combined, b -> operator.applyAsDouble(replicates[b], other.replicates[b]));
        return new Estimate(operator.applyAsDouble(value, other.value), combined, Math.min(users, other.users));
    }

    /**
     * The same with the replicates moved so that their mean is the value. For figures that every replicate biases, such
     * as coverage: a replicate drops a third of the users, and with them some of the videos.
     */
    Estimate centred() {
        double mean = Arrays.stream(replicates)
                .filter(x -> !Double.isNaN(x))
                .average()
                .orElse(value);
        double[] moved = new double[replicates.length];
        Arrays.setAll(moved, b -> replicates[b] - mean + value);
        return new Estimate(value, moved, users);
    }

    /**
     * The two-sided p-value of the hypothesis that the true figure is 0, by a normal distribution with the replicates'
     * standard deviation; 0 or 1 where the replicates do not vary.
     */
    double p() {
        double[] valid = Arrays.stream(replicates).filter(x -> !Double.isNaN(x)).toArray();
        double mean = Arrays.stream(valid).average().orElse(Double.NaN);
        double variance = Arrays.stream(valid).map(x -> (x - mean) * (x - mean)).sum() / Math.max(1, valid.length - 1);
        if (!(variance > 0)) {
            return value == 0 ? 1 : 0;
        }
        return Erf.erfc(Math.abs(value) / Math.sqrt(2 * variance));
    }

    /** Interpolates between the two nearest replicates; the value itself where there is no replicate. */
    private double percentile(double share) {
        double[] sorted =
                Arrays.stream(replicates).filter(x -> !Double.isNaN(x)).sorted().toArray();
        if (sorted.length == 0) {
            return value;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
