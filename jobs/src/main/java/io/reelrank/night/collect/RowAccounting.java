package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.CollectSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What became of every row of the collected days' files: gathered source by source, and held against what was read. */
final class RowAccounting {
    /** The reason of rows of users who asked to be forgotten: they are no fault of the source. */
    static final String FORGOTTEN = "the user asked to be forgotten";

    private final CollectSettings settings;
    private final List<Dataset<Row>> judged = new ArrayList<>();
    private long rowsRead;

    RowAccounting(CollectSettings settings) {
        this.settings = settings;
    }

    /**
     * Enters sources' rows.
     *
     * @param judged {@code dt, source, file, line, raw, outcome, reason}, a row each row read
     * @param read how many rows the files held
     * @throws InputException if too many of a source's rows of a day were rejected, with the most frequent reasons and
     *     an example each
     */
    void enter(Dataset<Row> judged, long read) {
        Dataset<Row> entries = judged.select("dt", "source", "file", "line", "raw", "outcome", "reason");
        long counted = 0;
        for (Row day : entries.groupBy("source", "dt")
                .agg(count(lit(1)), count(when(isRejected().and(col("reason").notEqual(FORGOTTEN)), 1)))
                .orderBy("source", "dt")
                .collectAsList()) {
            counted += day.getLong(2);
            requireFewRejected(day, entries);
        }
        if (counted != read) {
            throw new IllegalStateException("read %d rows, judged %d".formatted(read, counted));
        }
        rowsRead += read;
        this.judged.add(entries);
    }

    long rowsRead() {
        return rowsRead;
    }

    /** The rows of {@code rejected_events}. */
    Dataset<Row> rejected() {
        return all().filter(isRejected());
    }

    /** The rows of {@code collected_rows}. */
    Dataset<Row> counts() {
        return all().groupBy("dt", "source", "file", "outcome", "reason")
                .agg(count(lit(1)).as("rows"));
    }

    private void requireFewRejected(Row day, Dataset<Row> entries) {
        long rows = day.getLong(2);
        long rejected = day.getLong(3);
        if (rejected > settings.maxRejectedShare() * rows || rejected > settings.maxRejectedRows()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "source %s, %s: %d of %d rows are rejected (%.1f%%; collect.max-rejected-share allows %.1f%%, collect.max-rejected-rows %d). Most often: %s",
                    day.get(0),
                    day.get(1),
                    rejected,
                    rows,
                    100.0 * rejected / rows,
                    100 * settings.maxRejectedShare(),
                    settings.maxRejectedRows(),
                    examples(entries.filter(
                            col("source").equalTo(day.get(0)).and(col("dt").equalTo(day.get(1)))))));
        }
    }

    private static Column isRejected() {
        return col("outcome").equalTo("rejected");
    }

    private Dataset<Row> all() {
        return judged.stream().reduce(Dataset::unionByName).orElseThrow();
    }

    private static String examples(Dataset<Row> entries) {
        StringBuilder text = new StringBuilder();
        entries.filter(isRejected())
                .groupBy("reason")
                .agg(count(lit(1)).as("rows"), min(struct("file", "line")).as("example"))
                .orderBy(col("rows").desc(), col("reason"))
                .limit(3)
                .collectAsList()
                .forEach(row -> text.append(text.length() == 0 ? "" : "; ")
                        .append("%s (%d rows, such as %s line %d)"
                                .formatted(
                                        row.getString(0),
                                        row.getLong(1),
                                        row.getStruct(2).getString(0),
                                        row.getStruct(2).getLong(1))));
        return text.toString();
    }
}
