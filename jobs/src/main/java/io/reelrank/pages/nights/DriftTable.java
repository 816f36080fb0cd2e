package io.reelrank.pages.nights;

import io.reelrank.core.tables.DriftChecks;
import io.reelrank.pages.PlainText;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * A night's rows of {@code drift_checks} for people.
 *
 * @param rows the rows; none if the night has not come so far
 */
record DriftTable(List<Row> rows) {
    private static final int MOST_WORDS = 300;
    private static final Map<String, String> STYLES = Map.of(
            DriftChecks.REFUSED,
            "bad",
            DriftChecks.WARNED,
            "look",
            DriftChecks.SKIPPED,
            "look",
            DriftChecks.USUAL,
            "good");

    /** How many figures ended that way. */
    long count(String outcome) {
        return rows(outcome).size();
    }

    /** The figures that ended that way. */
    List<Row> rows(String outcome) {
        return rows.stream()
                .filter(row -> row.getAs(DriftChecks.OUTCOME).equals(outcome))
                .toList();
    }

    /** How many are usual, unusual, and not compared. */
    String summary() {
        return "%d usual, %d unusual, %d not compared"
                .formatted(
                        count(DriftChecks.USUAL),
                        count(DriftChecks.REFUSED) + count(DriftChecks.WARNED),
                        count(DriftChecks.SKIPPED));
    }

    /** The source and the figure of a row. */
    static String title(Row row) {
        return PlainText.of("%s, %s".formatted(row.getAs(DriftChecks.SOURCE), row.getAs(DriftChecks.FIGURE)));
    }

    /** The figures, the unusual ones first. */
    PageTable table() {
        return new PageTable(
                "Figures of the input",
                List.of(
                        PageTable.PageColumn.words("figure"),
                        new PageTable.PageColumn("outcome", PageTable.PageColumn.TAG),
                        PageTable.PageColumn.words("finding")),
                List.of(DriftChecks.REFUSED, DriftChecks.WARNED, DriftChecks.SKIPPED, DriftChecks.USUAL).stream()
                        .flatMap(outcome -> rows(outcome).stream())
                        .map(DriftTable::line)
                        .toList());
    }

    private static PageTable.PageLine line(Row row) {
        String outcome = row.getAs(DriftChecks.OUTCOME);
        return new PageTable.PageLine(
                STYLES.getOrDefault(outcome, ""),
                0,
                List.of(title(row), outcome, PlainText.of(row.getAs(DriftChecks.FINDING), MOST_WORDS)));
    }
}
