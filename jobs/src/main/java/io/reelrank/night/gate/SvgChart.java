package io.reelrank.night.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Charts as inline SVG. The marks differ in shape and have labels, so that no information is in the colour alone. The
 * two colours are from the palette of Okabe and Ito, which colour-blind people can tell apart, and also differ in grey.
 */
final class SvgChart {
    private static final String BLUE = "#0072b2";
    private static final String ORANGE = "#d55e00";
    private static final int WIDTH = 720;
    private static final int NAMES = 170;
    private static final int LINE = 26;
    private static final int TREND = 140;
    private static final int PLANE = 360;

    private SvgChart() {}

    /**
     * A value with its interval.
     *
     * @param name the label: a model or a night
     * @param value the value
     * @param low the interval's lower end
     * @param high the interval's upper end
     */
    record Point(String name, double value, double low, double high) {}

    /** One line for each value: its name, a dot and its interval. The first is drawn as a square. */
    static String intervals(List<Point> points) {
        double most = points.stream().mapToDouble(Point::high).max().orElse(1);
        double scale = most > 0 ? (WIDTH - NAMES - 60) / most : 0;
        StringBuilder svg = open(points.size() * LINE + 10, "figures with 95% intervals");
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            int y = 18 + i * LINE;
            double x = NAMES + scale * point.value();
            svg.append(text(NAMES - 10, y + 4, "end", point.name()));
            svg.append(format(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>",
                    NAMES + scale * point.low(), y, NAMES + scale * point.high(), y, i == 0 ? ORANGE : BLUE));
            svg.append(
                    i == 0
                            ? format(
                                    "<rect x=\"%.1f\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>",
                                    x - 5, y - 5, ORANGE)
                            : format("<circle cx=\"%.1f\" cy=\"%d\" r=\"5\" fill=\"%s\"/>", x, y, BLUE));
            svg.append(text((int) (NAMES + scale * point.high()) + 8, y + 4, "start", format("%.3f", point.value())));
        }
        return svg.append("</svg>").toString();
    }

    /** One value a night with its interval, oldest first; the names are the nights' dates. */
    static String trend(List<Point> nights) {
        double low = nights.stream().mapToDouble(Point::low).min().orElse(0);
        double high = nights.stream().mapToDouble(Point::high).max().orElse(1);
        double span = high > low ? high - low : 1;
        StringBuilder svg = open(TREND + 30, "a figure over the nights");
        StringBuilder line = new StringBuilder();
        double step = nights.size() > 1 ? (double) (WIDTH - 120) / (nights.size() - 1) : 0;
        for (int i = 0; i < nights.size(); i++) {
            Point night = nights.get(i);
            double x = 60 + i * step;
            line.append(format("%.1f,%.1f ", x, y(night.value(), low, span)));
            svg.append(format(
                    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                    x, y(night.low(), low, span), x, y(night.high(), low, span), BLUE));
            svg.append(format(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x, y(night.value(), low, span), BLUE));
        }
        svg.append(format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/>",
                line.toString().strip(), BLUE));
        svg.append(text(50, (int) y(high, low, span) + 4, "end", format("%.3f", high)));
        svg.append(text(50, (int) y(low, low, span) + 4, "end", format("%.3f", low)));
        svg.append(text(60, TREND + 24, "start", nights.get(0).name()));
        svg.append(text(
                WIDTH - 60, TREND + 24, "end", nights.get(nights.size() - 1).name()));
        return svg.append("</svg>").toString();
    }

    /**
     * Models by two metrics. The first model is drawn as a square.
     *
     * @param across the models' values on the x axis
     * @param up the values of the same models in the same order on the y axis
     * @param names of the two metrics, x first
     */
    static String plane(List<Point> across, List<Point> up, List<String> names) {
        AxisScale x = AxisScale.of(across, NAMES / 2.0, WIDTH - NAMES);
        AxisScale y = AxisScale.of(up, PLANE - 40.0, 40);
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < across.size(); i++) {
            labels.add(Label.ofMark(x.of(across.get(i).value()), y.of(up.get(i).value())));
        }
        StringBuilder svg = open(PLANE, names.get(1) + " against " + names.get(0));
        for (int i = 0; i < across.size(); i++) {
            double right = x.of(across.get(i).value());
            double height = y.of(up.get(i).value());
            svg.append(
                    i == 0
                            ? format(
                                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"10\" height=\"10\" fill=\"%s\"/>",
                                    right - 5, height - 5, ORANGE)
                            : format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", right, height, BLUE));
            Label label = Label.of(across.get(i).name(), right, height, labels);
            labels.add(label);
            svg.append(label.drawn(right, height));
        }
        svg.append(text(WIDTH - 20, PLANE - 8, "end", names.get(0) + " →"));
        svg.append(text(NAMES / 2, PLANE - 8, "start", format("%.3f", x.least)));
        svg.append(text(WIDTH - NAMES, PLANE - 8, "middle", format("%.3f", x.most)));
        svg.append(text(4, 14, "start", names.get(1) + " ↑"));
        svg.append(text(NAMES / 2 - 10, PLANE - 36, "end", format("%.3f", y.least)));
        svg.append(text(NAMES / 2 - 10, 44, "end", format("%.3f", y.most)));
        return svg.append("</svg>").toString();
    }

    /**
     * A name beside a mark.
     *
     * @param name the text
     * @param x where the text begins
     * @param y the text's base line
     */
    private record Label(String name, int x, int y) {
        private static final int HEIGHT = 14;
        private static final int LETTER_WIDTH = 7;
        private static final int GAP = 9;
        private static final int LINES = 5;

        /** The place nearest to the mark that hides no other label: to its right or left, else below or above. */
        static Label of(String name, double right, double height, List<Label> others) {
            int[] sides = {(int) right + GAP, (int) right - GAP - LETTER_WIDTH * name.length()};
            int level = (int) height + 4;
            return IntStream.rangeClosed(0, 2 * LINES)
                    .map(i -> level + (i % 2 == 0 ? -1 : 1) * HEIGHT * ((i + 1) / 2))
                    .boxed()
                    .flatMap(y -> Arrays.stream(sides).mapToObj(x -> new Label(name, x, y)))
                    .filter(label -> label.y > HEIGHT && label.y < PLANE - HEIGHT && label.x >= 0)
                    .filter(label -> others.stream().noneMatch(label::hides))
                    .findFirst()
                    .orElse(new Label(name, sides[0], level));
        }

        /** The space that a mark takes. */
        static Label ofMark(double right, double height) {
            return new Label("●", (int) right - LETTER_WIDTH / 2, (int) height + 4);
        }

        private boolean hides(Label other) {
            return Math.abs(y - other.y) < HEIGHT && x < other.end() && other.x < end();
        }

        private int end() {
            return x + LETTER_WIDTH * name.length();
        }

        /** The name, with a thin line to its mark if it is not directly beside it. */
        String drawn(double right, double height) {
            boolean isRight = x > right;
            String line = Math.abs(y - 4 - height) < HEIGHT / 2.0
                    ? ""
                    : format(
                            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%d\" y2=\"%d\" stroke=\"#999\"/>",
                            right, height, isRight ? x - 2 : end() + 2, y - 4);
            return line + text(isRight ? x : end(), y, isRight ? "start" : "end", name);
        }
    }

    /**
     * The linear scale of an axis.
     *
     * @param least the smallest value
     * @param most the largest value
     * @param from the position of the smallest value
     * @param to the position of the largest value
     */
    private record AxisScale(double least, double most, double from, double to) {
        static AxisScale of(List<Point> points, double from, double to) {
            return new AxisScale(
                    points.stream().mapToDouble(Point::value).min().orElse(0),
                    points.stream().mapToDouble(Point::value).max().orElse(1),
                    from,
                    to);
        }

        double of(double value) {
            return most > least ? from + (to - from) * (value - least) / (most - least) : (from + to) / 2;
        }
    }

    private static double y(double value, double low, double span) {
        return TREND - (TREND - 20) * (value - low) / span;
    }

    private static StringBuilder open(int height, String label) {
        return new StringBuilder(
                format("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", WIDTH, height, label));
    }

    private static String text(int x, int y, String anchor, String text) {
        return format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#1a1a1a\">%s</text>",
                x, y, anchor, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
