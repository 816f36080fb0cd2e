package io.reelrank.pages.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Where values lie on a line of a drawing. Coordinates are rounded to a tenth, which is finer than a screen.
 *
 * @param low the value at the beginning
 * @param high the value at the end, above the low one
 * @param from the coordinate of the low value
 * @param to the coordinate of the high value; below {@code from} for an axis that points up
 */
record Axis(double low, double high, double from, double to) {
    private static final double[] STEPS = {1, 2, 5, 10};

    /**
     * A value with a mark and a label on the axis.
     *
     * @param at its coordinate
     * @param label the value as text
     */
    record Tick(double at, String label) {}

    /** An axis over the finite ones of the values; over [0, 1] if there is none, and a little wider if all are equal. */
    static Axis over(DoubleStream values, double from, double to) {
        double[] known = values.filter(Double::isFinite).toArray();
        if (known.length == 0) {
            return new Axis(0, 1, from, to);
        }
        double low = Arrays.stream(known).min().getAsDouble();
        double high = Arrays.stream(known).max().getAsDouble();
        if (high > low) {
            return new Axis(low, high, from, to);
        }
        double margin = low == 0 ? 1 : Math.abs(low) / 2;
        return new Axis(low - margin, high + margin, from, to);
    }

    /** The same with room at both ends: a twentieth of the values' range. */
    Axis withMargins() {
        double margin = (high - low) / 20;
        return new Axis(low - margin, high + margin, from, to);
    }

    /** The coordinate of a value; values beyond an end lie at that end. */
    double at(double value) {
        double share = Math.max(0, Math.min(1, (value - low) / (high - low)));
        return rounded(from + share * (to - from));
    }

    /** How long the line between two values is. */
    double between(double one, double other) {
        return rounded(Math.abs(at(other) - at(one)));
    }

    /**
     * Ticks at round values: multiples of 1, 2 or 5 times a power of ten.
     *
     * @param most the most ticks, at least 2
     * @param label a value as text
     */
    List<Tick> ticks(int most, DoubleFunction<String> label) {
        double power = Math.pow(10, Math.floor(Math.log10((high - low) / most)));
        double step = Arrays.stream(STEPS)
                .map(multiple -> multiple * power)
                .filter(candidate -> Math.floor(high / candidate) - Math.ceil(low / candidate) + 1 <= most)
                .findFirst()
                .orElse(20 * power);
        List<Tick> ticks = new ArrayList<>();
        for (double multiple = Math.ceil(low / step); multiple <= Math.floor(high / step); multiple++) {
            // Adding 0.0 turns -0.0, which would be shown with its sign, into 0.0.
            double value = multiple * step + 0.0;
            ticks.add(new Tick(at(value), label.apply(value)));
        }
        return ticks;
    }

    /** Rounded to a tenth. */
    static double rounded(double coordinate) {
        return Math.rint(coordinate * 10) / 10 + 0.0;
    }
}
