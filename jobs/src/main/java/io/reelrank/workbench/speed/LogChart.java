package io.reelrank.workbench.speed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Curves over two logarithmic axes, as a picture in SVG. A dashed line shows y in proportion to x, from where the first curve begins.
 *
 * @param along what goes to the right
 * @param up what goes upwards
 * @param curves what is shown
 */
record LogChart(String along, String up, List<Curve> curves) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 460;
    private static final int LEFT = 60;
    private static final int RIGHT = 600;
    private static final int TOP = 30;
    private static final int FLOOR = 410;
    private static final int LINE_HEIGHT = 16;
    private static final int[] STEPS = {1, 2, 5};

    // Those of Okabe and Ito, which people who see few colours tell apart.
    private static final List<String> COLOURS =
            List.of("#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");

    /**
     * A curve.
     *
     * @param name stands at its end
     * @param x positive values, ascending
     * @param y positive values, as many
     */
    record Curve(String name, List<Double> x, List<Double> y) {
        double lastY() {
            return y.get(y.size() - 1);
        }
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH,
                HEIGHT);
        add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>");
        List<Double> ticksX =
                ticks(curves.stream().flatMap(curve -> curve.x.stream()).mapToDouble(x -> x));
        List<Double> ticksY =
                ticks(curves.stream().flatMap(curve -> curve.y.stream()).mapToDouble(y -> y));
        Scale x = Scale.of(ticksX, LEFT, RIGHT);
        Scale y = Scale.of(ticksY, FLOOR, TOP);
        for (double tick : ticksX) {
            add(svg, "<path d=\"M%.1f %d V%d\" stroke=\"#ddd\"/>", x.of(tick), TOP, FLOOR);
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#444\">%s</text>",
                    x.of(tick),
                    FLOOR + LINE_HEIGHT,
                    label(tick));
        }
        for (double tick : ticksY) {
            add(svg, "<path d=\"M%d %.1f H%d\" stroke=\"#ddd\"/>", LEFT, y.of(tick), RIGHT);
            add(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#444\">%s</text>",
                    LEFT - 6,
                    y.of(tick) + 4,
                    label(tick));
        }
        add(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#444\">%s</text>",
                RIGHT,
                FLOOR + 2 * LINE_HEIGHT + 4,
                along);
        add(svg, "<text x=\"%d\" y=\"%d\" fill=\"#444\">%s</text>", 6, LINE_HEIGHT, up);
        proportion(svg, x, y);
        for (int at = 0; at < curves.size(); at++) {
            curve(svg, curves.get(at), COLOURS.get(at % COLOURS.size()), x, y);
        }
        names(svg, y);
        return svg.append("</svg>\n").toString();
    }

    private void proportion(StringBuilder svg, Scale x, Scale y) {
        Curve first = curves.get(0);
        double from = first.x.get(0);
        double to = first.x.get(first.x.size() - 1);
        double least = first.y.get(0);
        add(
                svg,
                "<path d=\"M%.1f %.1f L%.1f %.1f\" stroke=\"#888\" stroke-dasharray=\"5 4\"/>",
                x.of(from),
                y.of(least),
                x.of(to),
                y.of(least * to / from));
    }

    private static void curve(StringBuilder svg, Curve curve, String colour, Scale x, Scale y) {
        StringBuilder points = new StringBuilder();
        for (int at = 0; at < curve.x.size(); at++) {
            double right = x.of(curve.x.get(at));
            double height = y.of(curve.y.get(at));
            points.append(String.format(Locale.ROOT, "%s%.1f,%.1f", at == 0 ? "" : " ", right, height));
            add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", right, height, colour);
        }
        add(svg, "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, colour);
    }

    /** The names at the ends of the curves, moved down where they would hide one another. */
    private void names(StringBuilder svg, Scale y) {
        double free = 0;
        for (Curve curve : curves.stream()
                .sorted(Comparator.comparingDouble(Curve::lastY).reversed())
                .toList()) {
            double height = Math.max(free, y.of(curve.lastY()) + 4);
            free = height + LINE_HEIGHT;
            add(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>",
                    RIGHT + 10,
                    height,
                    COLOURS.get(curves.indexOf(curve) % COLOURS.size()),
                    curve.name);
        }
    }

    /** The ticks 1, 2 and 5 times a power of ten from below the least of some values to above the greatest. */
    private static List<Double> ticks(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(sorted[0])); ; power++) {
            for (int step : STEPS) {
                double tick = step * Math.pow(10, power);
                if (!ticks.isEmpty() && tick <= sorted[0]) {
                    ticks.clear();
                }
                ticks.add(tick);
                if (tick >= sorted[sorted.length - 1]) {
                    return ticks;
                }
            }
        }
    }

    private static String label(double tick) {
        return tick < 1 ? String.format(Locale.ROOT, "%.1f", tick) : String.format(Locale.ROOT, "%,.0f", tick);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /**
     * Where values stand on a side.
     *
     * @param least the value at its beginning
     * @param most the value at its end
     * @param from where it begins
     * @param to where it ends
     */
    private record Scale(double least, double most, double from, double to) {
        static Scale of(List<Double> ticks, double from, double to) {
            return new Scale(ticks.get(0), ticks.get(ticks.size() - 1), from, to);
        }

        double of(double value) {
            return from + (to - from) * Math.log(value / least) / Math.log(most / least);
        }
    }
}
