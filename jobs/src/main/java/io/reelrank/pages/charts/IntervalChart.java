package io.reelrank.pages.charts;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Values with their intervals, one below the other: a dot on a line, over the range that is usual, with a mark for others.
 *
 * @param caption what it shows
 * @param lines from top to bottom
 * @param key what the marks mean, in words; empty parts are left out
 */
public record IntervalChart(Caption caption, List<IntervalLine> lines, List<KeyEntry> key) {
    static final int WIDTH = 360;
    static final int LINE = 46;
    static final int TRACK = 28;
    private static final int MARGIN = 8;

    /**
     * A value. What is not known is not a number, and not drawn.
     *
     * @param name what it is of
     * @param label the value as text
     * @param value the value
     * @param range the ends of its interval
     * @param usual the ends of the range that is usual
     * @param other the value that it is compared with
     */
    public record IntervalLine(String name, String label, double value, Ends range, Ends usual, double other) {
        /** Of its own: rates of different size are not compared with each other. */
        Axis axis() {
            return Axis.over(
                            DoubleStream.of(value, range.low(), range.high(), usual.low(), usual.high(), other),
                            MARGIN,
                            WIDTH - MARGIN)
                    .withMargins();
        }
    }

    int height() {
        return lines.size() * LINE;
    }
}
