package io.reelrank.pages.charts;

import java.util.List;

/**
 * A whole and its parts, each with a number that stands in the bar and in the list below it.
 *
 * @param caption what it shows
 * @param parts at most {@link #MOST_PARTS}; their shares add up to 1 at most
 */
public record StackedBar(Caption caption, List<StackedPart> parts) {
    /** The most parts that one bar may have. */
    public static final int MOST_PARTS = 4;

    static final int WIDTH = 360;
    private static final double NUMBERED = 16;

    /**
     * A part.
     *
     * @param name what it is
     * @param label its share as text
     * @param share its share of the whole
     */
    public record StackedPart(String name, String label, double share) {}

    double x(int part) {
        return Axis.rounded(WIDTH
                * parts.subList(0, part).stream()
                        .mapToDouble(StackedPart::share)
                        .sum());
    }

    double width(int part) {
        return Axis.rounded(WIDTH * parts.get(part).share());
    }

    /** Whether the part is wide enough for its number. */
    boolean isNumbered(int part) {
        return width(part) >= NUMBERED;
    }
}
