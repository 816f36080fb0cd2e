package io.reelrank.pages.nights;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for people. The first column names the row.
 *
 * @param name what it is, for who does not see it
 * @param columns its columns
 * @param lines its rows
 */
record PageTable(String name, List<PageColumn> columns, List<PageLine> lines) {
    private static final int MOST = 40;
    private static final int MOST_COLUMNS = 4;

    /**
     * A column.
     *
     * @param name what it has, with the unit
     * @param style empty for figures, {@link #WORDS}, {@link #TAG} or {@link #BAR}
     */
    record PageColumn(String name, String style) {
        /** Text, which may be broken into lines. */
        static final String WORDS = "words";

        /** How the row stands, in a frame of the row's style. */
        static final String TAG = "tag";

        /** A figure with a bar of the row's share below it. */
        static final String BAR = "bar";

        /** The style class of its heading. */
        String heading() {
            return style.equals(WORDS) || style.equals(TAG) ? WORDS : "";
        }

        static PageColumn figure(String name) {
            return new PageColumn(name, "");
        }

        static PageColumn words(String name) {
            return new PageColumn(name, WORDS);
        }
    }

    /**
     * A row.
     *
     * @param style the style class of its tag, or empty
     * @param share the length of its bar, in [0, 1]
     * @param cells one a column
     */
    record PageLine(String style, double share, List<String> cells) {
        static PageLine of(String... cells) {
            return new PageLine("", 0, List.of(cells));
        }
    }

    /** The same with the first rows only, and a row that says how many more there are. */
    PageTable shortened() {
        if (lines.size() <= MOST) {
            return this;
        }
        List<PageLine> shown = new ArrayList<>(lines.subList(0, MOST));
        List<String> last = new ArrayList<>(columns.stream().map(column -> "").toList());
        last.set(0, "and %,d more".formatted(lines.size() - MOST));
        shown.add(new PageLine("", 0, last));
        return new PageTable(name, columns, shown);
    }

    /** Whether a phone is too narrow for it, by its sentences or its columns: there every row becomes a card. */
    boolean isWide() {
        return columns.size() > MOST_COLUMNS
                || columns.stream().skip(1).anyMatch(column -> column.style.equals(PageColumn.WORDS));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }
}
