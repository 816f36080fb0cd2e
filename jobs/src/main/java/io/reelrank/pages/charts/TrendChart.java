package io.reelrank.pages.charts;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A value at each of several dates with its interval. Dates stand at equal distances.
 *
 * @param caption what it shows
 * @param unit what goes upwards, with the unit
 * @param tick a value as text
 * @param points at least one, the oldest first
 */
public record TrendChart(Caption caption, String unit, DoubleFunction<String> tick, List<TrendPoint> points) {
    static final int WIDTH = 360;
    static final int HEIGHT = 190;
    static final int FLOOR = 162;
    static final int LEFT = 50;
    static final int RIGHT = 350;
    private static final int TOP = 26;
    private static final int MARGIN = 8;
    private static final int MOST_TICKS = 4;

    /**
     * A value at a date.
     *
     * @param date the date as text
     * @param value the value
     * @param range the ends of its interval
     */
    public record TrendPoint(String date, double value, Ends range) {}

    List<Axis.Tick> sideTicks() {
        return up().ticks(MOST_TICKS, tick);
    }

    /** The first date and the last one. */
    List<Axis.Tick> floorTicks() {
        int last = points.size() - 1;
        Axis.Tick end = new Axis.Tick(x(last), points.get(last).date());
        return last == 0
                ? List.of(end)
                : List.of(new Axis.Tick(x(0), points.get(0).date()), end);
    }

    String line() {
        return IntStream.range(0, points.size())
                .mapToObj(i -> x(i) + "," + y(points.get(i).value()))
                .collect(Collectors.joining(" "));
    }

    double x(int point) {
        return points.size() == 1
                ? RIGHT - MARGIN
                : new Axis(0, points.size() - 1.0, LEFT + MARGIN, RIGHT - MARGIN).at(point);
    }

    double y(double value) {
        return up().at(value);
    }

    private Axis up() {
        return Axis.over(
                        points.stream()
                                .flatMapToDouble(
                                        point -> DoubleStream.of(point.value, point.range.low(), point.range.high())),
                        FLOOR,
                        TOP)
                .withMargins();
    }
}
