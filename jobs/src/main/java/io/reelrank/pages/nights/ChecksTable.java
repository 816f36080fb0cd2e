package io.reelrank.pages.nights;

import io.reelrank.core.tables.GateResults;
import io.reelrank.pages.PlainText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * A night's rows of {@code gate_results} for people.
 *
 * @param rows the rows; none if the gate has not come so far
 */
record ChecksTable(List<Row> rows) {
    private static final int MOST_WORDS = 400;
    private static final Map<String, String> STYLES =
            Map.of(GateResults.REFUSED, "bad", GateResults.SKIPPED, "look", GateResults.PASSED, "good");

    /** How many checks ended that way. */
    long count(String outcome) {
        return rows.stream().filter(row -> outcome(row).equals(outcome)).count();
    }

    /** How many passed, were refused, and were not compared. */
    String summary() {
        return "%d passed, %d refused, %d not compared"
                .formatted(count(GateResults.PASSED), count(GateResults.REFUSED), count(GateResults.SKIPPED));
    }

    /** The refused checks, then those that were not compared. */
    PageTable unpassed() {
        return table("Checks that did not pass", List.of(GateResults.REFUSED, GateResults.SKIPPED));
    }

    /** The checks that passed. */
    PageTable passed() {
        return table("Checks that passed", List.of(GateResults.PASSED));
    }

    private PageTable table(String name, List<String> outcomes) {
        return new PageTable(
                name,
                List.of(
                        PageTable.PageColumn.words("check"),
                        new PageTable.PageColumn("outcome", PageTable.PageColumn.TAG),
                        PageTable.PageColumn.figure("tonight"),
                        PageTable.PageColumn.figure("compared with"),
                        PageTable.PageColumn.figure("bound"),
                        PageTable.PageColumn.words("finding")),
                rows.stream()
                        .filter(row -> outcomes.contains(outcome(row)))
                        .sorted(Comparator.comparing((Row row) -> outcomes.indexOf(outcome(row))))
                        .map(ChecksTable::line)
                        .toList());
    }

    private static PageTable.PageLine line(Row row) {
        return new PageTable.PageLine(
                STYLES.getOrDefault(outcome(row), ""),
                0,
                List.of(
                        PlainText.of(row.getAs(GateResults.CHECK)),
                        outcome(row),
                        EnglishText.value(row.getAs(GateResults.VALUE)),
                        EnglishText.value(row.getAs(GateResults.REFERENCE)),
                        EnglishText.value(row.getAs(GateResults.BOUND)),
                        PlainText.of(row.getAs(GateResults.FINDING), MOST_WORDS)));
    }

    private static String outcome(Row row) {
        return row.getAs(GateResults.OUTCOME);
    }
}
