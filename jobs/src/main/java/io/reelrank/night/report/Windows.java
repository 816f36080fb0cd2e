package io.reelrank.night.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.reelrank.core.tables.CreatorReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The windows of the figures. Going back from the date, each window is followed by earlier ones of the same length, as many as
 * fit into the days that are looked at: twice the longest window.
 *
 * @param lengths the lengths in days, the shortest first
 * @param date the night's date, the last day of the windows
 * @param known the days that were delivered; late events may tell a little of other days
 */
record Windows(List<Integer> lengths, LocalDate date, Set<LocalDate> known) {
    /** How many days before the date a row's day is: 0 for the date. */
    static final String AGO = "ago";

    /** Which window of its length a row belongs to: 0 for the one that ends with the date, 1 for the one before. */
    static final String BACK = "back";

    private static final String WINDOW = "window";

    /** The longest window, in days. */
    int longest() {
        return lengths.get(lengths.size() - 1);
    }

    /** How many days are looked at. */
    int reach() {
        return 2 * longest();
    }

    /** Of the days of a window, how many are known. */
    int knownDays(int length, int back) {
        return Math.toIntExact(IntStream.range(back * length, (back + 1) * length)
                .filter(ago -> known.contains(date.minusDays(ago)))
                .count());
    }

    /** Whether a window has as many known days as the one before it. */
    boolean isComparable(int length) {
        return asLongBefore(length).contains(1);
    }

    /** Which earlier windows of a length have as many known days as the window itself. */
    List<Integer> asLongBefore(int length) {
        return IntStream.range(1, reach() / length)
                .filter(back -> knownDays(length, back) == knownDays(length, 0))
                .boxed()
                .toList();
    }

    /** Whether any day before a window is known. */
    boolean knowsBefore(int length, int back) {
        return IntStream.range((back + 1) * length, reach()).anyMatch(ago -> known.contains(date.minusDays(ago)));
    }

    /** For how many days, up to the date, every day is known. */
    int knownInARow() {
        return IntStream.range(0, reach())
                .filter(ago -> !known.contains(date.minusDays(ago)))
                .findFirst()
                .orElse(reach());
    }

    /**
     * The rows once for each window that contains them, with {@code window_days} and {@code back}.
     *
     * @param rows rows with {@code ago}
     */
    Dataset<Row> within(Dataset<Row> rows) {
        Column[] windows = lengths.stream()
                .map(length -> struct(
                        lit(length).as(CreatorReport.WINDOW_DAYS),
                        floor(col(AGO).divide(length)).cast("int").as(BACK)))
                .toArray(Column[]::new);
        Column end = col(BACK).plus(1).multiply(col(CreatorReport.WINDOW_DAYS));
        return rows.withColumn(WINDOW, explode(array(windows)))
                .withColumn(CreatorReport.WINDOW_DAYS, col(WINDOW).getField(CreatorReport.WINDOW_DAYS))
                .withColumn(BACK, col(WINDOW).getField(BACK))
                .drop(WINDOW)
                .filter(end.leq(reach()));
    }

    /** Whether days as bits, of {@link ReportSums#met}, have one within the longest window. */
    Column isInLongest(String days) {
        return col(days).bitwiseAND(lit(bits(longest(), 0))).notEqual(0);
    }

    /** The days of a window as bits of a number: bit a for the day a days before the date. */
    static long bits(int length, int back) {
        return ((1L << length) - 1) << (back * length);
    }
}
