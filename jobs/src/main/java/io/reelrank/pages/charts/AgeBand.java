package io.reelrank.pages.charts;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Videos over the range that is usual at their age. Ages stand side by side at equal distances, plays go up by roots, so that a
 * hit does not press all others to the ground.
 *
 * @param caption what it shows
 * @param ages the ages, the youngest first, each once
 * @param videos one dot each
 * @param plays a number of plays as text
 * @param key what the marks mean
 */
public record AgeBand(
        Caption caption, List<Age> ages, List<Dot> videos, DoubleFunction<String> plays, List<KeyEntry> key) {
    static final int WIDTH = 360;
    static final int HEIGHT = 200;
    static final int FLOOR = 172;
    private static final int LEFT = 48;
    private static final int TOP = 10;

    /**
     * What is usual at an age.
     *
     * @param name the age as text
     * @param usual the ends of the usual range in plays
     * @param middle its middle
     */
    public record Age(String name, Ends usual, double middle) {}

    /**
     * A video.
     *
     * @param age the place of its age among the ages
     * @param plays its plays up to that age
     * @param isBeyond whether it lies above or below the usual range, and not by chance
     */
    public record Dot(int age, double plays, boolean isBeyond) {}

    double width() {
        return Axis.rounded((WIDTH - LEFT) / (double) ages.size());
    }

    double x(int age) {
        return Axis.rounded(LEFT + width() * (age + 0.5));
    }

    double y(double number) {
        return roots().at(Math.sqrt(Math.max(0, number)));
    }

    List<Axis.Tick> ticks() {
        Axis roots = roots();
        return new Axis(0, roots.high() * roots.high(), FLOOR, TOP)
                .ticks(4, Double::toString).stream()
                        .map(tick -> Double.parseDouble(tick.label()))
                        .map(number -> new Axis.Tick(y(number), plays.apply(number)))
                        .toList();
    }

    private Axis roots() {
        double most = DoubleStream.concat(
                        videos.stream().mapToDouble(Dot::plays),
                        ages.stream().mapToDouble(age -> age.usual.high()).filter(Double::isFinite))
                .max()
                .orElse(1);
        return new Axis(0, Math.sqrt(Math.max(1, most)), FLOOR, TOP);
    }
}
