package io.reelrank.pages.charts;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small line of values in the order of time, from 0 up.
 *
 * @param label what it says, for who does not see it
 * @param values at least two
 */
public record Sparkline(String label, List<Double> values) {
    static final int WIDTH = 160;
    static final int HEIGHT = 36;
    private static final int MARGIN = 4;

    /** The line's points as SVG wants them. */
    String points() {
        return IntStream.range(0, values.size())
                .mapToObj(i -> x(i) + "," + y(i))
                .collect(Collectors.joining(" "));
    }

    /** The coordinate of the last value. */
    double lastX() {
        return x(values.size() - 1);
    }

    /** Its height. */
    double lastY() {
        return y(values.size() - 1);
    }

    private double x(int place) {
        return new Axis(0, values.size() - 1, MARGIN, WIDTH - MARGIN).at(place);
    }

    private double y(int place) {
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        return new Axis(0, Math.max(most, Double.MIN_NORMAL), HEIGHT - MARGIN, MARGIN).at(values.get(place));
    }
}
