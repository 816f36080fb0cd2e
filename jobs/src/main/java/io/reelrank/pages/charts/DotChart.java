package io.reelrank.pages.charts;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Values with their intervals on one axis, from top to bottom, so that they can be compared. The axis begins at 0.
 *
 * @param caption what it shows
 * @param unit what the axis is of, with the unit
 * @param tick a value of the axis as text
 * @param dots from top to bottom
 * @param key what the marks mean
 */
public record DotChart(
        Caption caption, String unit, DoubleFunction<String> tick, List<RankedDot> dots, List<KeyEntry> key) {
    static final int WIDTH = 360;
    static final int LINE = 36;
    static final int TRACK = 24;
    static final int FOOT = 38;
    private static final int MARGIN = 8;
    private static final int MOST_TICKS = 5;
    private static final int MOST_NAME = 280;
    private static final double LETTER = 14;

    /**
     * A value. What is not known is not a number, and not drawn.
     *
     * @param name what it is of
     * @param label the value as text
     * @param value the value
     * @param range the ends of its interval
     * @param usual the ends of the range that is usual
     * @param style the style class: dot, or square for the one that the others are compared with
     */
    public record RankedDot(String name, String label, double value, Ends range, Ends usual, String style) {
        boolean isSquare() {
            return style.equals("square");
        }

        private DoubleStream known() {
            return DoubleStream.of(value, range.low(), range.high(), usual.low(), usual.high())
                    .filter(Double::isFinite);
        }
    }

    /** The name, as much of it as leaves room for the value beside it. */
    static String shortened(String name) {
        double width = 0;
        int end = 0;
        while (end < name.length()) {
            int letter = name.codePointAt(end);
            width += LETTER * TextWidth.of(letter);
            if (width > MOST_NAME) {
                return name.substring(0, end) + "…";
            }
            end += Character.charCount(letter);
        }
        return name;
    }

    int height() {
        return floor() + FOOT;
    }

    int floor() {
        return dots.size() * LINE;
    }

    Axis axis() {
        Axis values = Axis.over(
                DoubleStream.concat(DoubleStream.of(0), dots.stream().flatMapToDouble(RankedDot::known)),
                MARGIN,
                WIDTH - MARGIN);
        double margin = (values.high() - values.low()) / 20;
        return new Axis(
                values.low() < 0 ? values.low() - margin : 0, values.high() + margin, values.from(), values.to());
    }

    List<Axis.Tick> ticks() {
        return axis().ticks(MOST_TICKS, tick);
    }
}
