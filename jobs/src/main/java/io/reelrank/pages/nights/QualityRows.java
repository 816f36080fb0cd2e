package io.reelrank.pages.nights;

import io.reelrank.core.tables.ModelQuality;
import io.reelrank.pages.CellNumber;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * A night's rows of {@code model_quality}.
 *
 * @param all the rows
 * @param listLength k of the metrics that are shown
 */
record QualityRows(List<Row> all, int listLength) {
    /** The segment of all users. */
    static final String ALL = "all";

    /** The name of a metric of lists of the length that is shown, such as ndcg@20 of {@code ndcg@}. */
    String metric(String prefix) {
        return prefix + listLength;
    }

    Stream<Row> ofAllUsers() {
        return all.stream().filter(row -> text(row, ModelQuality.SEGMENT).equals(ALL));
    }

    /** The row of a model and a metric of all users. */
    Optional<Row> of(String model, String prefix) {
        return ofAllUsers()
                .filter(row -> text(row, ModelQuality.MODEL).equals(model)
                        && text(row, ModelQuality.METRIC).equals(metric(prefix)))
                .findFirst();
    }

    /** The value in that row; not a number if there is none. */
    double value(String model, String prefix) {
        return of(model, prefix)
                .map(row -> CellNumber.of(row, ModelQuality.VALUE))
                .orElse(Double.NaN);
    }

    static String text(Row row, String column) {
        return row.getAs(column);
    }

    /** A row's 95% interval in words. */
    static String interval(Row row) {
        return EnglishText.range(CellNumber.of(row, ModelQuality.LOW), CellNumber.of(row, ModelQuality.HIGH));
    }
}
