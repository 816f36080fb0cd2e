package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.CollectSettings;
import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.RejectedEvents;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
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
    private static final String WATCH = "watch";

    private final CollectSettings settings;
    private final List<Dataset<Row>> added = new ArrayList<>();
    private final List<SourceDay> measured = new ArrayList<>();
    private long rowsRead;

    RowAccounting(CollectSettings settings) {
        this.settings = settings;
    }

    /**
     * Adds rows of one or several sources.
     *
     * @param rows {@code dt, source, file, line, raw, outcome, reason}, one row per row that was read, and what is measured
     * @param measures what is measured of the accepted rows, in the same pass
     * @param read the number of rows that were read; asked when all of them were
     * @throws InputException if too many rows of a source and day are rejected; the message has the most frequent
     *     reasons, each with an example
     */
    void add(Dataset<Row> rows, InputMeasures measures, LongSupplier read) {
        Dataset<Row> selected = rows.select(
                Table.DAY,
                CollectedRows.SOURCE,
                CollectedRows.FILE,
                RejectedEvents.LINE,
                RejectedEvents.RAW,
                CollectedRows.OUTCOME,
                CollectedRows.REASON);
        long counted = 0;
        for (SourceDay sourceDay : sourceDays(rows, measures)) {
            counted += sourceDay.rows();
            requireFewRejected(sourceDay, selected);
            measured.add(sourceDay);
        }
        if (counted != read.getAsLong()) {
            throw new IllegalStateException("read %d rows, accounted for %d".formatted(read.getAsLong(), counted));
        }
        rowsRead += counted;
        added.add(selected);
    }

    /** The counts of each source and day, in their order. */
    private static Collection<SourceDay> sourceDays(Dataset<Row> rows, InputMeasures measures) {
        Column isAccepted = col(CollectedRows.OUTCOME).equalTo(ACCEPTED);
        List<Column> sums = new ArrayList<>(List.of(
                count(when(isRejected().and(col(CollectedRows.REASON).notEqual(FORGOTTEN)), 1)),
                count(when(col(CollectedRows.OUTCOME).equalTo(REPEAT), 1)),
                count(when(isAccepted, 1))));
        measures.ratios().forEach(ratio -> List.of(ratio.counted(), ratio.of())
                .forEach(part -> sums.add(coalesce(sum(when(isAccepted, part)), lit(0L)))));
        TreeMap<String, SourceDay> days = new TreeMap<>();
        rows.groupBy(
                        col(CollectedRows.SOURCE),
                        col(Table.DAY).cast("string").as(Table.DAY),
                        when(isAccepted, measures.watch()).as(WATCH))
                .agg(count(lit(1)), sums.toArray(Column[]::new))
                .collectAsList()
                .forEach(group -> days.computeIfAbsent(
                                "%s %s".formatted(group.getString(0), group.getString(1)),
                                name -> new SourceDay(
                                        group.getString(0), LocalDate.parse(group.getString(1)), measures))
                        .add(group, 2));
        return days.values();
    }

    /**
     * The rows of {@code input_figures}, with {@code dt}; also of files without a row.
     *
     * @param logs the sources that deliver events every day
     * @param days the days that were read of them
     */
    List<Row> figures(Collection<String> logs, List<LocalDate> days) {
        List<Row> all = new ArrayList<>();
        logs.forEach(log -> days.stream()
                .filter(day -> measured.stream()
                        .noneMatch(known ->
                                known.source().equals(log) && known.day().equals(day)))
                .forEach(day -> all.addAll(new SourceDay(log, day, InputMeasures.none()).figures())));
        measured.forEach(sourceDay -> all.addAll(sourceDay.figures()));
        return all;
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

    private void requireFewRejected(SourceDay sourceDay, Dataset<Row> all) {
        long rows = sourceDay.rows();
        long rejected = sourceDay.rejected();
        if (rejected > settings.maxRejectedShare() * rows || rejected > settings.maxRejectedRows()) {
            Column isOfSourceDay = col(CollectedRows.SOURCE)
                    .equalTo(sourceDay.source())
                    .and(col(Table.DAY).equalTo(lit(sourceDay.day())));
            throw new InputException(String.format(
                    Locale.ROOT,
                    "source %s, %s: %d of %d rows are rejected (%.1f%%; collect.max-rejected-share allows %.1f%%, collect.max-rejected-rows %d). Most often: %s",
                    sourceDay.source(),
                    sourceDay.day(),
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
