package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.stage.StageContext;
import io.reelrank.core.tables.CollectedRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Notes the row counts of the whole window in the stage's summary: by source and outcome, and the most frequent
 * reasons. Over the whole window, so that the summary does not depend on which night collected a day.
 */
final class AccountingSummary {
    private static final int MOST_REASONS = 10;

    private static final double UNUSUAL_REPEATS = 0.2;
    private static final String REPEATS_WARNING =
            "; so many repeats are unusual: does the source deliver its events twice, or give two events one id?";

    private AccountingSummary() {}

    /**
     * Notes the counts.
     *
     * @param window the days that the night looks at
     */
    static void note(StageContext context, List<LocalDate> window) {
        List<LocalDate> days = window.stream()
                .filter(day -> context.written(CollectedRows.TABLE, day).isPresent())
                .toList();
        Dataset<Row> counts = context.readOwn(CollectedRows.TABLE, days);
        noteOutcomes(context, counts, days.size());
        noteReasons(context, counts);
    }

    private static void noteOutcomes(StageContext context, Dataset<Row> counts, int days) {
        counts.filter(col(CollectedRows.SOURCE).startsWith(CollectionPlan.EVENTS))
                .groupBy(CollectedRows.SOURCE)
                .agg(
                        sum(CollectedRows.ROWS),
                        rows(RowAccounting.ACCEPTED),
                        rows(RowAccounting.REPEAT),
                        rows(RowAccounting.REJECTED))
                .orderBy(CollectedRows.SOURCE)
                .collectAsList()
                .forEach(row -> context.note(
                        row.getString(0),
                        String.format(
                                Locale.ROOT,
                                "%,d rows of %d days = %,d accepted + %,d repeats + %,d rejected%s",
                                row.getLong(1),
                                days,
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(3) > UNUSUAL_REPEATS * row.getLong(1) ? REPEATS_WARNING : "")));
    }

    private static void noteReasons(StageContext context, Dataset<Row> counts) {
        counts.filter(col(CollectedRows.REASON).notEqual(""))
                .groupBy(CollectedRows.SOURCE, CollectedRows.OUTCOME, CollectedRows.REASON)
                .agg(sum(CollectedRows.ROWS).as(CollectedRows.ROWS))
                .orderBy(col(CollectedRows.ROWS).desc(), col(CollectedRows.SOURCE), col(CollectedRows.REASON))
                .limit(MOST_REASONS)
                .collectAsList()
                .forEach(row -> context.note(
                        "%s, %s: %s".formatted(row.getString(0), row.getString(1), row.getString(2)),
                        String.format(Locale.ROOT, "%,d rows", row.getLong(3))));
    }

    private static Column rows(String outcome) {
        return coalesce(sum(when(col(CollectedRows.OUTCOME).equalTo(outcome), col(CollectedRows.ROWS))), lit(0L));
    }
}
