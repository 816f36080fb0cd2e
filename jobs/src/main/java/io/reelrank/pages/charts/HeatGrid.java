package io.reelrank.pages.charts;

import java.util.List;

/**
 * A grid of values, the larger the darker; the largest has a frame too. Days by hours, or the hours alone as one row.
 *
 * @param caption what it shows
 * @param rows the rows, from top to bottom
 * @param columns the names of the columns; an empty one is not written
 */
public record HeatGrid(Caption caption, List<GridRow> rows, List<String> columns) {
    static final int WIDTH = 360;
    static final int CELL = 26;
    private static final int NAMES = 40;

    /**
     * A row of the grid.
     *
     * @param name its name; empty for a grid of one row
     * @param values one a column, at least 0; not a number where it is not known
     */
    public record GridRow(String name, List<Double> values) {}

    int height() {
        return rows.size() * CELL + 20;
    }

    double left() {
        return rows.size() > 1 ? NAMES : 0;
    }

    double width() {
        return Axis.rounded((WIDTH - left()) / columns.size());
    }

    double x(int column) {
        return Axis.rounded(left() + width() * column);
    }

    /** How dark a value is, in [0, 1]. */
    double shade(double value) {
        return Double.isFinite(value) && most() > 0 ? Axis.rounded(10 * value / most()) / 10 : 0;
    }

    boolean isLargest(double value) {
        return value > 0 && value == most();
    }

    private double most() {
        return rows.stream()
                .flatMap(row -> row.values.stream())
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }
}
