package io.reelrank.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Things by two values, with names beside those for which there is room. The first is drawn as a square.
 *
 * @param caption what it shows
 * @param points the things, the most important first
 * @param along the axis to the right
 * @param up the axis upwards
 */
record ScatterChart(Caption caption, List<ScatterPoint> points, ScatterSide along, ScatterSide up) {
    static final int WIDTH = 360;
    static final int HEIGHT = 240;
    static final int FLOOR = 206;
    static final int LEFT = 50;
    private static final int RIGHT = 350;
    private static final int TOP = 22;
    private static final int LETTER = 12;
    private static final double LATIN = 0.55;
    private static final int CLEAR = 8;

    /**
     * A thing.
     *
     * @param name its name, short enough for a label
     * @param x its value on the axis to the right
     * @param y its value on the axis upwards
     */
    record ScatterPoint(String name, double x, double y) {}

    /**
     * An axis.
     *
     * @param name what it is of, with the unit
     * @param axis the values
     * @param label a value as text
     */
    record ScatterSide(String name, Axis axis, DoubleFunction<String> label) {
        List<Axis.Tick> ticks() {
            return axis.ticks(5, label);
        }
    }

    /**
     * A name beside a mark.
     *
     * @param text the name
     * @param x where it begins, or ends if it stands to the left of its mark
     * @param y its base line
     * @param anchor start, or end if it stands to the left
     */
    record ScatterName(String text, double x, double y, String anchor) {}

    /** A chart over the values of the points. */
    static ScatterChart of(Caption caption, List<ScatterPoint> points, Names names) {
        return new ScatterChart(
                caption,
                points,
                new ScatterSide(
                        names.along,
                        Axis.over(points.stream().mapToDouble(ScatterPoint::x), LEFT, RIGHT)
                                .withMargins(),
                        names.alongLabel),
                new ScatterSide(
                        names.up,
                        Axis.over(points.stream().mapToDouble(ScatterPoint::y), FLOOR, TOP)
                                .withMargins(),
                        names.upLabel));
    }

    /**
     * How the axes are named.
     *
     * @param along what goes to the right, with the unit
     * @param alongLabel such a value as text
     * @param up what goes upwards, with the unit
     * @param upLabel such a value as text
     */
    record Names(String along, DoubleFunction<String> alongLabel, String up, DoubleFunction<String> upLabel) {}

    /** The names for which there is room: none hides a mark or another name. */
    List<ScatterName> labels() {
        List<Box> taken = new ArrayList<>();
        points.forEach(point -> taken.add(new Box(x(point) - CLEAR / 2.0, y(point) - CLEAR / 2.0, CLEAR, CLEAR)));
        List<ScatterName> labels = new ArrayList<>();
        for (ScatterPoint point : points) {
            double width = width(point.name);
            for (boolean isRight : new boolean[] {true, false}) {
                double x = x(point) + (isRight ? CLEAR : -CLEAR);
                Box box = new Box(isRight ? x : x - width, y(point) - CLEAR, width, LETTER + 2);
                if (box.x >= 0 && box.x + box.width <= WIDTH && taken.stream().noneMatch(box::meets)) {
                    taken.add(box);
                    labels.add(new ScatterName(point.name, x, y(point) + 4, isRight ? "start" : "end"));
                    break;
                }
            }
        }
        return labels;
    }

    double x(ScatterPoint point) {
        return along.axis.at(point.x);
    }

    double y(ScatterPoint point) {
        return up.axis.at(point.y);
    }

    private static double width(String text) {
        return text.codePoints()
                        .mapToDouble(letter -> letter < 0x2000 ? LATIN : 1)
                        .sum()
                * LETTER;
    }

    /**
     * A place that a mark or a name takes.
     *
     * @param x its left side
     * @param y its upper side
     * @param width how wide
     * @param height how high
     */
    private record Box(double x, double y, double width, double height) {
        boolean meets(Box other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }
}
