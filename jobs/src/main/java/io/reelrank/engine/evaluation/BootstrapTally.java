package io.reelrank.engine.evaluation;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * Weighted sums of figures over users, for the figures themselves and for every bootstrap replicate, a segment each.
 *
 * <p>The sums do not depend on the order in which a cluster adds them: every addend is a multiple of 2⁻²⁴, which
 * doubles add without rounding up to 2²⁹.
 */
final class BootstrapTally implements Serializable {
    private static final long serialVersionUID = 1;
    private static final double ONE = 1L << 24;

    private final int figures;
    private final int replicates;
    private final TreeMap<String, SegmentSums> segments = new TreeMap<>();

    /**
     * @param figures how many figures a user has
     * @param replicates how many replicates are counted
     */
    BootstrapTally(int figures, int replicates) {
        this.figures = figures;
        this.replicates = replicates;
    }

    /**
     * Adds a user.
     *
     * @param values [figures]; NaN where the user has none
     * @param weights [figures] what each counts in its mean
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
        other.segments.forEach((segment, theirs) -> {
            SegmentSums ours = segments.computeIfAbsent(segment, name -> new SegmentSums(figures, replicates));
            for (int i = 0; i < ours.values.length; i++) {
                ours.values[i] += theirs.values[i];
                ours.weights[i] += theirs.weights[i];
            }
            for (int i = 0; i < figures; i++) {
                ours.users[i] += theirs.users[i];
            }
        });
        return this;
    }

    /** The segments that have a user, in the order of their names. */
    Iterable<String> segments() {
        return segments.keySet();
    }

    /** The weighted mean of a figure over a segment's users; NaN where none has it. */
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
