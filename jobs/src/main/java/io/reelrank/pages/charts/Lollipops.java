package io.reelrank.pages.charts;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Values as sticks from one that all are compared with, with a dot at the end, and the range of each where it has one.
 *
 * @param caption what it shows
 * @param origin the value from which the sticks go
 * @param originLabel what it is
 * @param sticks from top to bottom
 */
public record Lollipops(Caption caption, double origin, String originLabel, List<Stick> sticks) {
    static final int WIDTH = 360;
    static final int LINE = 42;
    static final int TRACK = 28;
    static final int TOP = 18;
    private static final int MARGIN = 10;

    /**
     * A value.
     *
     * @param name what it is of
     * @param label the value as text
     * @param value the value
     * @param range the ends of its range
     */
    public record Stick(String name, String label, double value, Ends range) {}

    int height() {
        return TOP + sticks.size() * LINE;
    }

    /** The style class of the origin's label, so that it stays within the drawing. */
    String originAnchor() {
        double x = axis().at(origin);
        return x < WIDTH / 3.0 ? "start" : x > WIDTH * 2 / 3.0 ? "end" : "middle";
    }

    Axis axis() {
        return Axis.over(
                        DoubleStream.concat(
                                DoubleStream.of(origin),
                                sticks.stream()
                                        .flatMapToDouble(stick ->
                                                DoubleStream.of(stick.value, stick.range.low(), stick.range.high()))),
                        MARGIN,
                        WIDTH - MARGIN)
                .withMargins();
    }
}
