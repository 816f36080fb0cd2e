package io.reelrank.pages.charts;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How a figure came from one value to another: the first value, a step for each cause, the last value, from top to bottom.
 *
 * @param caption what it shows
 * @param first the value before
 * @param steps the causes; their changes add up to the whole change
 * @param last the value after
 */
public record Waterfall(Caption caption, Step first, List<Step> steps, Step last) {
    static final int WIDTH = 360;
    static final int LINE = 40;
    static final int BAR = 14;
    private static final int MARGIN = 4;

    /**
     * A value or a change.
     *
     * @param name what it is
     * @param label the value or the change as text, with its sign
     * @param amount the value or the change
     */
    public record Step(String name, String label, double amount) {}

    /**
     * A bar.
     *
     * @param step what it shows
     * @param style the style class: whole, up or down
     * @param x where it begins
     * @param width how wide it is: at least one so that it is seen, 0 where nothing changed
     */
    record Bar(Step step, String style, double x, double width) {}

    int height() {
        return (steps.size() + 2) * LINE;
    }

    /** All bars, from top to bottom. */
    List<Bar> bars() {
        double[] ends = IntStream.rangeClosed(0, steps.size())
                .mapToDouble(count -> first.amount
                        + steps.subList(0, count).stream()
                                .mapToDouble(Step::amount)
                                .sum())
                .toArray();
        Axis axis = Axis.over(
                DoubleStream.concat(DoubleStream.of(0, first.amount, last.amount), DoubleStream.of(ends)),
                MARGIN,
                WIDTH - MARGIN);
        return IntStream.range(0, steps.size() + 2)
                .mapToObj(i -> {
                    if (i == 0) {
                        return bar(first, "whole", axis, 0, first.amount);
                    }
                    if (i > steps.size()) {
                        return bar(last, "whole", axis, 0, last.amount);
                    }
                    Step step = steps.get(i - 1);
                    return bar(step, step.amount < 0 ? "down" : "up", axis, ends[i - 1], ends[i]);
                })
                .toList();
    }

    private static Bar bar(Step step, String style, Axis axis, double begin, double end) {
        return new Bar(
                step, style, axis.at(Math.min(begin, end)), begin == end ? 0 : Math.max(1, axis.between(begin, end)));
    }
}
