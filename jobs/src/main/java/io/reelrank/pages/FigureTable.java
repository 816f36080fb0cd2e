package io.reelrank.pages;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for people. The first column names the row.
 *
 * @param name what it is, for who does not see it
 * @param columns its columns
 * @param lines its rows
 */
record FigureTable(String name, List<FigureColumn> columns, List<FigureLine> lines) {
    private static final int MOST = 40;

    /**
     * A column.
     *
     * @param name what it has, with the unit
     * @param style empty for figures, {@link #WORDS}, {@link #TAG} or {@link #BAR}
     */
    record FigureColumn(String name, String style) {
        /** Text, which may be broken into lines. */
        static final String WORDS = "words";

        /** How the row stands, in a frame of the row's style. */
        static final String TAG = "tag";

        /** A figure with a bar of the row's share below it. */
        static final String BAR = "bar";

        static FigureColumn figure(String name) {
            return new FigureColumn(name, "");
        }

        static FigureColumn words(String name) {
            return new FigureColumn(name, WORDS);
        }
    }

    /**
     * A row.
     *
     * @param style the style class of its tag, or empty
     * @param share the length of its bar, in [0, 1]
     * @param cells one a column
     */
    record FigureLine(String style, double share, List<String> cells) {
        static FigureLine of(String... cells) {
            return new FigureLine("", 0, List.of(cells));
        }
    }

    /** The same with the first rows only, and a row that says how many more there are. */
    FigureTable shortened() {
        if (lines.size() <= MOST) {
            return this;
        }
        List<FigureLine> shown = new ArrayList<>(lines.subList(0, MOST));
        List<String> last = new ArrayList<>(columns.stream().map(column -> "").toList());
        last.set(0, "and %,d more".formatted(lines.size() - MOST));
        shown.add(new FigureLine("", 0, last));
        return new FigureTable(name, columns, shown);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }
}
