package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.CollectSettings;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.RejectedEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Accounts for every row of the collected files by its outcome: accepted, repeat or rejected. It checks that the
 * outcomes add up to the rows that were read, and that not too many rows are rejected.
 */
final class RowAccounting {
    // The values of the column outcome.
    static final String ACCEPTED = "accepted";
    static final String REPEAT = "repeat";
    static final String REJECTED = "rejected";

    /** The reason for rows of users who asked to be forgotten; they do not count as a fault of the source. */
    static final String FORGOTTEN = "the user asked to be forgotten";

    private static final int EXAMPLES = 3;
    private static final String EXAMPLE = "example";

    private final CollectSettings settings;
    private final List<Dataset<Row>> added = new ArrayList<>();
    private long rowsRead;

    RowAccounting(CollectSettings settings) {
        this.settings = settings;
    }

    /**
     * Adds rows of one or several sources.
     *
     * @param rows {@code dt, source, file, line, raw, outcome, reason}, one row per row that was read
     * @param read the number of rows that were read; asked when all of them were
     * @throws InputException if too many rows of a source and day are rejected; the message has the most frequent
     *     reasons, each with an example
     */
    void add(Dataset<Row> rows, LongSupplier read) {
        Dataset<Row> selected = rows.select(
                Table.DAY,
                CollectedRows.SOURCE,
                CollectedRows.FILE,
                RejectedEvents.LINE,
                RejectedEvents.RAW,
                CollectedRows.OUTCOME,
                CollectedRows.REASON);
        long counted = 0;
        for (Row sourceDay : selected.groupBy(CollectedRows.SOURCE, Table.DAY)
                .agg(
                        count(lit(1)),
                        count(when(isRejected().and(col(CollectedRows.REASON).notEqual(FORGOTTEN)), 1)))
                .orderBy(CollectedRows.SOURCE, Table.DAY)
                .collectAsList()) {
            counted += sourceDay.getLong(2);
            requireFewRejected(sourceDay, selected);
        }
        if (counted != read.getAsLong()) {
            throw new IllegalStateException("read %d rows, accounted for %d".formatted(read.getAsLong(), counted));
        }
        rowsRead += counted;
        added.add(selected);
    }

    /** The number of all rows that were read. */
    long rowsRead() {
        return rowsRead;
    }

    /** The rows of {@code rejected_events}. */
    Dataset<Row> rejected() {
        return all().filter(isRejected());
    }

    /** The rows of {@code collected_rows}. */
    Dataset<Row> counts() {
        return all().groupBy(
                        Table.DAY,
                        CollectedRows.SOURCE,
                        CollectedRows.FILE,
                        CollectedRows.OUTCOME,
                        CollectedRows.REASON)
                .agg(count(lit(1)).as(CollectedRows.ROWS));
    }

    /** @param sourceDay {@code source, dt}, the number of rows, the number of rejected rows */
    private void requireFewRejected(Row sourceDay, Dataset<Row> all) {
        long rows = sourceDay.getLong(2);
        long rejected = sourceDay.getLong(3);
        if (rejected > settings.maxRejectedShare() * rows || rejected > settings.maxRejectedRows()) {
            Column isOfSourceDay = col(CollectedRows.SOURCE)
                    .equalTo(sourceDay.get(0))
                    .and(col(Table.DAY).equalTo(sourceDay.get(1)));
            throw new InputException(String.format(
                    Locale.ROOT,
                    "source %s, %s: %d of %d rows are rejected (%.1f%%; collect.max-rejected-share allows %.1f%%, collect.max-rejected-rows %d). Most often: %s",
                    sourceDay.get(0),
                    sourceDay.get(1),
                    rejected,
                    rows,
                    100.0 * rejected / rows,
                    100 * settings.maxRejectedShare(),
                    settings.maxRejectedRows(),
                    examples(all.filter(isOfSourceDay))));
        }
    }

    private static Column isRejected() {
        return col(CollectedRows.OUTCOME).equalTo(REJECTED);
    }

    private Dataset<Row> all() {
        return added.stream().reduce(Dataset::unionByName).orElseThrow();
    }

    private static String examples(Dataset<Row> rows) {
        StringBuilder text = new StringBuilder();
        rows.filter(isRejected())
                .groupBy(CollectedRows.REASON)
                .agg(
                        count(lit(1)).as(CollectedRows.ROWS),
                        min(struct(CollectedRows.FILE, RejectedEvents.LINE)).as(EXAMPLE))
                .orderBy(col(CollectedRows.ROWS).desc(), col(CollectedRows.REASON))
                .limit(EXAMPLES)
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
