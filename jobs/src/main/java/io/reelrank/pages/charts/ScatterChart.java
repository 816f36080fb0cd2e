package io.reelrank.pages.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Things by two values, with names beside those for which there is room. The first is drawn as a square.
 *
 * @param caption what it shows
 * @param points the things, the most important first
 * @param along what goes to the right
 * @param up what goes upwards
 */
public record ScatterChart(Caption caption, List<ScatterPoint> points, ScatterSide along, ScatterSide up) {
    static final int WIDTH = 360;
    static final int HEIGHT = 240;
    static final int FLOOR = 206;
    static final int LEFT = 50;
    private static final int RIGHT = 350;
    private static final int TOP = 22;
    private static final int MOST_TICKS = 5;
    private static final int LETTER = 12;
    private static final int CLEAR = 8;

    /**
     * A thing.
     *
     * @param name its name, short enough for a label
     * @param x its value on the axis to the right
     * @param y its value on the axis upwards
     */
    public record ScatterPoint(String name, double x, double y) {}

    /**
     * What an axis is of.
     *
     * @param name its name, with the unit
     * @param label a value as text
     */
    public record ScatterSide(String name, DoubleFunction<String> label) {}

    /**
     * A name beside a mark.
     *
     * @param text the name
     * @param x where it begins, or ends if it stands to the left of its mark
     * @param y its base line
     * @param anchor start, or end if it stands to the left
     */
    record ScatterName(String text, double x, double y, String anchor) {}

    List<Axis.Tick> floorTicks() {
        return alongAxis().ticks(MOST_TICKS, along.label);
    }

    List<Axis.Tick> sideTicks() {
        return upAxis().ticks(MOST_TICKS, up.label);
    }

    private Axis alongAxis() {
        return Axis.over(points.stream().mapToDouble(ScatterPoint::x), LEFT, RIGHT)
                .withMargins();
    }

    private Axis upAxis() {
        return Axis.over(points.stream().mapToDouble(ScatterPoint::y), FLOOR, TOP)
                .withMargins();
    }

    /** The names for which there is room: none hides a mark or another name. */
    List<ScatterName> labels() {
        List<Box> taken = new ArrayList<>();
        points.forEach(point -> taken.add(new Box(x(point) - CLEAR / 2.0, y(point) - CLEAR / 2.0, CLEAR, CLEAR)));
        List<ScatterName> labels = new ArrayList<>();
        for (ScatterPoint point : points) {
            double width = LETTER * TextWidth.of(point.name);
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
        return alongAxis().at(point.x);
    }

    double y(ScatterPoint point) {
        return upAxis().at(point.y);
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
