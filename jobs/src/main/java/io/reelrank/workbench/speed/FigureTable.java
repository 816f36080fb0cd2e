package io.reelrank.workbench.speed;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Figures as text, for a terminal and for a page. The first column is text, the others are numbers.
 *
 * @param head the names of the columns
 * @param rows the cells
 */
public record FigureTable(List<String> head, List<List<String>> rows) {
    /** The table in Markdown. */
    public String markdown() {
        String line = "|---" + "|---:".repeat(head.size() - 1) + "|";
        return Stream.of(Stream.of(line(head), line), rows.stream().map(FigureTable::line))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** A row that has cells only at the beginning. */
    static List<String> padded(List<String> cells, int columns) {
        return Stream.concat(cells.stream(), Collections.nCopies(columns - cells.size(), "").stream())
                .toList();
    }
}
