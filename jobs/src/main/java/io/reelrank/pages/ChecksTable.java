package io.reelrank.pages;

import io.reelrank.core.tables.GateResults;
import io.reelrank.pages.FigureTable.FigureColumn;
import io.reelrank.pages.FigureTable.FigureLine;
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
    private static final List<String> ORDER = List.of(GateResults.REFUSED, GateResults.SKIPPED, GateResults.PASSED);
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

    /** The refused checks first, then those that were not compared. */
    FigureTable table() {
        return new FigureTable(
                "The gate's checks",
                List.of(
                        FigureColumn.words("check"),
                        new FigureColumn("outcome", FigureColumn.TAG),
                        FigureColumn.figure("tonight"),
                        FigureColumn.figure("compared with"),
                        FigureColumn.figure("bound"),
                        FigureColumn.words("finding")),
                rows.stream()
                        .sorted(Comparator.comparing((Row row) -> ORDER.indexOf(outcome(row))))
                        .map(ChecksTable::line)
                        .toList());
    }

    private static FigureLine line(Row row) {
        return new FigureLine(
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
