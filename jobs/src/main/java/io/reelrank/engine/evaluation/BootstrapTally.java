package io.reelrank.engine.evaluation;

import io.reelrank.engine.kernels.Kernels;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Weighted sums of figures over the users of each segment: one for the figure itself, and one for every bootstrap
 * replicate.
 *
 * <p>The order of addition does not change the sums. Every addend is a multiple of 2⁻²⁴, and doubles add these without
 * rounding as long as the sums are below 2²⁹.
 *
 * <p>The sums of a segment do not fit into the caches. So a segment keeps users until there are {@link #BATCH}, and the
 * sums are read once for all of them.
 */
final class BootstrapTally implements Serializable {
    private static final long serialVersionUID = 1;
    private static final double ONE = 1L << 24;
    /** A multiple of {@link Kernels#ROWS}. */
    private static final int BATCH = 32;

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
        int row = sums.kept * figures;
        for (int i = 0; i < figures; i++) {
            boolean has = !Double.isNaN(values[i]);
            sums.keptWeights[row + i] = has ? quantised(weights[i]) : 0;
            sums.keptValues[row + i] = has ? quantised(values[i] * weights[i]) : 0;
            sums.users[i] += has ? 1 : 0;
        }
        for (int b = 0; b <= replicates; b++) {
            sums.keptCounts[b * BATCH + sums.kept] = counts[b];
        }
        sums.kept++;
        if (sums.kept == BATCH) {
            sums.addKept();
        }
    }

    /** Adds the users that are still kept. To be called before the tally is sent, as they are not. */
    BootstrapTally complete() {
        segments.values().forEach(SegmentSums::addKept);
        return this;
    }

    /** Adds the sums of other users. */
    BootstrapTally plus(BootstrapTally other) {
        complete();
        other.complete();
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
        sums.addKept();
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

        private final int figures;
        private final int replicates;
        private final double[] values;
        private final double[] weights;
        private final long[] users;

        /** [BATCH × figures] of the users that are not added yet. */
        private final transient double[] keptValues;

        private final transient double[] keptWeights;
        /** [1 + replicates × BATCH] how often each of them counts. */
        private final transient int[] keptCounts;

        private transient int kept;
        private final transient Kernels kernels = Kernels.best();

        SegmentSums(int figures, int replicates) {
            this.figures = figures;
            this.replicates = replicates;
            values = new double[(1 + replicates) * figures];
            weights = new double[(1 + replicates) * figures];
            users = new long[figures];
            keptValues = new double[BATCH * figures];
            keptWeights = new double[BATCH * figures];
            keptCounts = new int[(1 + replicates) * BATCH];
        }

        void addKept() {
            if (kept > 0) {
                for (int b = 0; b <= replicates; b++) {
                    Arrays.fill(keptCounts, b * BATCH + kept, (b + 1) * BATCH, 0);
                    for (int first = 0; first < kept; first += Kernels.ROWS) {
                        kernels.addRows(
                                keptCounts,
                                b * BATCH + first,
                                keptValues,
                                first * figures,
                                values,
                                b * figures,
                                figures);
                    }
                }
                addWeights();
                kept = 0;
            }
        }

        /** Adds the weights: most figures have the same ones, so those that differ are added up first. */
        private void addWeights() {
            int[] kinds = new int[figures];
            List<double[]> different = new ArrayList<>();
            for (int i = 0; i < figures; i++) {
                double[] column = new double[kept];
                for (int user = 0; user < kept; user++) {
                    column[user] = keptWeights[user * figures + i];
                }
                kinds[i] = 0;
                while (kinds[i] < different.size() && !Arrays.equals(different.get(kinds[i]), column)) {
                    kinds[i]++;
                }
                if (kinds[i] == different.size()) {
                    different.add(column);
                }
            }
            double[] sums = new double[different.size()];
            for (int b = 0; b <= replicates; b++) {
                for (int kind = 0; kind < sums.length; kind++) {
                    sums[kind] = 0;
                    for (int user = 0; user < kept; user++) {
                        sums[kind] += keptCounts[b * BATCH + user] * different.get(kind)[user];
                    }
                }
                for (int i = 0; i < figures; i++) {
                    weights[b * figures + i] += sums[kinds[i]];
                }
            }
        }

        double mean(int index) {
            return weights[index] > 0 ? values[index] / weights[index] : Double.NaN;
        }
    }
}
