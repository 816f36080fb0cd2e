package io.reelrank.pages;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A value of each night with its interval, the oldest first. Nights stand at equal distances.
 *
 * @param caption what it shows
 * @param unit what goes upwards, with the unit
 * @param tick a value as text
 * @param nights at least one
 */
record TrendChart(Caption caption, String unit, DoubleFunction<String> tick, List<TrendNight> nights) {
    static final int WIDTH = 360;
    static final int HEIGHT = 190;
    static final int FLOOR = 162;
    static final int LEFT = 50;
    static final int RIGHT = 350;
    private static final int TOP = 26;
    private static final int MARGIN = 8;
    private static final int MOST_TICKS = 4;

    /**
     * A night.
     *
     * @param date its date
     * @param value the value
     * @param range the ends of its interval
     */
    record TrendNight(String date, double value, IntervalChart.Ends range) {}

    List<Axis.Tick> sideTicks() {
        return up().ticks(MOST_TICKS, tick);
    }

    /** The first night and the last one. */
    List<Axis.Tick> floorTicks() {
        int last = nights.size() - 1;
        Axis.Tick end = new Axis.Tick(x(last), nights.get(last).date());
        return last == 0
                ? List.of(end)
                : List.of(new Axis.Tick(x(0), nights.get(0).date()), end);
    }

    String line() {
        return IntStream.range(0, nights.size())
                .mapToObj(i -> x(i) + "," + y(nights.get(i).value()))
                .collect(Collectors.joining(" "));
    }

    double x(int night) {
        return nights.size() == 1
                ? RIGHT - MARGIN
                : new Axis(0, nights.size() - 1.0, LEFT + MARGIN, RIGHT - MARGIN).at(night);
    }

    double y(double value) {
        return up().at(value);
    }

    private Axis up() {
        return Axis.over(
                        nights.stream()
                                .flatMapToDouble(
                                        night -> DoubleStream.of(night.value, night.range.low(), night.range.high())),
                        FLOOR,
                        TOP)
                .withMargins();
    }
}
