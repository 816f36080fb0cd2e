package io.reelrank.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows as text in columns, each as wide as its widest cell. Picocli's {@code TextTable} cannot align columns to the
 * right, as numbers need, and has fixed widths.
 */
final class TextTable {
    private TextTable() {}

    /**
     * One line per row, after a line for the head.
     *
     * @param left how many of the first columns are aligned to the left; the others are aligned to the right
     */
    static String of(List<String> head, List<List<String>> rows, int left) {
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        all.addAll(rows);
        int[] widths = IntStream.range(0, head.size())
                .map(column -> all.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return all.stream().map(row -> line(row, widths, left) + "\n").collect(Collectors.joining());
    }

    private static String line(List<String> cells, int[] widths, int left) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> {
                    String cell = cells.get(column);
                    String space = " ".repeat(widths[column] - cell.length());
                    return column < left ? cell + space : space + cell;
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
