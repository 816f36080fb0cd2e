package io.reelrank.pages.charts;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many viewers are still there at each part of a video, beside the same of others.
 *
 * @param caption what it shows
 * @param shares the share of viewers at equal parts of the length, the last at its end; each in [0, 1]
 * @param low the lower ends of their intervals
 * @param high the upper ends
 * @param others the same shares of the others; empty where they are not known
 * @param key what the lines mean
 */
public record RetentionChart(
        Caption caption,
        List<Double> shares,
        List<Double> low,
        List<Double> high,
        List<Double> others,
        List<KeyEntry> key) {
    static final int WIDTH = 360;
    static final int HEIGHT = 200;
    static final int FLOOR = 170;
    static final int LEFT = 44;
    private static final int RIGHT = 350;
    private static final int TOP = 12;

    List<Axis.Tick> sideTicks() {
        return up().ticks(5, share -> Math.round(100 * share) + "%");
    }

    List<Axis.Tick> floorTicks() {
        return along().ticks(5, part -> Math.round(100 * part) + "%");
    }

    /** The line of the shares, which begins with all viewers. */
    String line() {
        return points(shares::get, shares.size());
    }

    /** The line of the others. */
    String othersLine() {
        return points(others::get, others.size());
    }

    /** The area between the ends of the intervals. */
    String area() {
        String back = IntStream.iterate(high.size() - 1, i -> i >= 0, i -> i - 1)
                .mapToObj(i -> point((i + 1.0) / high.size(), high.get(i)))
                .collect(Collectors.joining(" "));
        return points(low::get, low.size()) + " " + back;
    }

    private String points(IntToDoubleFunction share, int parts) {
        return point(0, 1) + " "
                + IntStream.range(0, parts)
                        .mapToObj(i -> point((i + 1.0) / parts, share.applyAsDouble(i)))
                        .collect(Collectors.joining(" "));
    }

    private static String point(double part, double share) {
        return along().at(part) + "," + up().at(share);
    }

    private static Axis along() {
        return new Axis(0, 1, LEFT, RIGHT);
    }

    private static Axis up() {
        return new Axis(0, 1, FLOOR, TOP);
    }
}
