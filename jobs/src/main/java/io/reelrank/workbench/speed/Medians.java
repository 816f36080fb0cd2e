package io.reelrank.workbench.speed;

import java.util.stream.DoubleStream;

/** The median of measurements. */
final class Medians {
    private Medians() {}

    /**
     * The value in the middle, or the mean of the two in the middle.
     *
     * @param values at least one
     */
    static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
