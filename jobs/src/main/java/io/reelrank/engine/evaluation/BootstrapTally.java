package io.reelrank.engine.evaluation;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * Weighted sums of figures over the users of each segment: one for the figure itself, and one for every bootstrap
 * replicate.
 *
 * <p>The order of addition does not change the sums. Every addend is a multiple of 2⁻²⁴, and doubles add these without
 * rounding as long as the sums are below 2²⁹.
 */
final class BootstrapTally implements Serializable {
    private static final long serialVersionUID = 1;
    private static final double ONE = 1L << 24;

    private final int figures;
    private final int replicates;
    private final TreeMap<String, SegmentSums> segments = new TreeMap<>();

    /**
     * @param figures how many figures a user has
     * @param replicates how many replicates there are
     */
    BootstrapTally(int figures, int replicates) {
        this.figures = figures;
        this.replicates = replicates;
    }

    /**
     * Adds a user.
     *
     * @param segment a segment of the user
     * @param values [figures]; NaN where the user has no figure
     * @param weights [figures] the user's weight in each mean
     * @param counts [1 + replicates] how often the user counts
     */
    void add(String segment, double[] values, double[] weights, int[] counts) {
        SegmentSums sums = segments.computeIfAbsent(segment, name -> new SegmentSums(figures, replicates));
        double[] value = new double[figures];
        double[] weight = new double[figures];
        for (int i = 0; i < figures; i++) {
            boolean has = !Double.isNaN(values[i]);
            weight[i] = has ? quantised(weights[i]) : 0;
            value[i] = has ? quantised(values[i] * weights[i]) : 0;
            sums.users[i] += has ? 1 : 0;
        }
        for (int b = 0; b <= replicates; b++) {
            if (counts[b] > 0) {
                int base = b * figures;
                for (int i = 0; i < figures; i++) {
                    sums.values[base + i] += counts[b] * value[i];
                    sums.weights[base + i] += counts[b] * weight[i];
                }
            }
        }
    }

    /** Adds the sums of other users. */
    BootstrapTally plus(BootstrapTally other) {
        other.segments.forEach((segment, more) -> {
            SegmentSums sums = segments.computeIfAbsent(segment, name -> new SegmentSums(figures, replicates));
            for (int i = 0; i < sums.values.length; i++) {
                sums.values[i] += more.values[i];
                sums.weights[i] += more.weights[i];
            }
            for (int i = 0; i < figures; i++) {
                sums.users[i] += more.users[i];
            }
        });
        return this;
    }

    /** Names of the segments that have a user, ascending. */
    Iterable<String> segments() {
        return segments.keySet();
    }

    /** The weighted mean of a figure over a segment's users; NaN where no user has the figure. */
    Estimate estimate(String segment, int figure) {
        SegmentSums sums = segments.get(segment);
        double[] means = new double[replicates];
        for (int b = 1; b <= replicates; b++) {
            means[b - 1] = sums.mean(b * figures + figure);
        }
        return new Estimate(sums.mean(figure), means, sums.users[figure]);
    }

    private static double quantised(double value) {
        return Math.rint(value * ONE) / ONE;
    }

    private static final class SegmentSums implements Serializable {
        private static final long serialVersionUID = 1;

        private final double[] values;
        private final double[] weights;
        private final long[] users;

        SegmentSums(int figures, int replicates) {
            values = new double[(1 + replicates) * figures];
            weights = new double[(1 + replicates) * figures];
            users = new long[figures];
        }

        double mean(int index) {
            return weights[index] > 0 ? values[index] / weights[index] : Double.NaN;
        }
    }
}
