package io.reelrank.night.collect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.reelrank.core.store.Table;
import io.reelrank.core.tables.CollectedRows;
import io.reelrank.core.tables.Events;
import io.reelrank.core.tables.RejectedEvents;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Finds repeated events by their id: of all rows with one event id, from whatever source, the first delivered is
 * accepted, of one day the one with the longest play. All others are repeats.
 */
final class Deduplication {
    /** The earlier file with the same bytes as the row's file, or null: string. */
    static final String REPEATED_FILE = "repeated_file";

    private static final String GROUP = "group";
    private static final String GROUP_HASH = "group_hash";
    private static final String RANK = "rank";
    private static final String IS_KNOWN = "is_known";

    private Deduplication() {}

    /**
     * Marks every row as accepted, repeat or rejected.
     *
     * @param validated rows of all logs from {@link EventMapping#validated}, with {@link #REPEATED_FILE}
     * @param earlier {@code event_id} of the accepted events of other deliveries
     * @return the rows with {@code outcome}, and with {@code reason}, which is never null
     */
    static Dataset<Row> withOutcomes(Dataset<Row> validated, Dataset<Row> earlier) {
        Column isOfRepeatedFile = col(REPEATED_FILE).isNotNull();
        Column isCandidate = not(isOfRepeatedFile).and(col(CollectedRows.REASON).isNull());
        // One window over all rows. A row that is no candidate gets a group of its own. If an event id looks like that
        // group, the row comes last in it.
        Column group = when(isCandidate, col(Events.EVENT_ID))
                .otherwise(concat_ws(":", col(RejectedEvents.FILE), col(RejectedEvents.LINE)));
        // The hash comes first: ids of one source begin alike, and Spark sorts by the first 8 bytes as long as they
        // differ.
        Column rank = row_number()
                .over(Window.partitionBy(col(GROUP_HASH), col(GROUP))
                        .orderBy(
                                isCandidate.desc(),
                                col(Table.DAY),
                                col(Events.WATCH_MS).desc_nulls_last(),
                                col(EventMapping.RAW_HASH),
                                col(RejectedEvents.FILE),
                                col(RejectedEvents.LINE)));
        Dataset<Row> known = earlier.select(
                        col(Events.EVENT_ID).as(GROUP), lit(true).as(IS_KNOWN))
                .distinct();
        return validated
                .withColumn(GROUP, group)
                .withColumn(GROUP_HASH, xxhash64(col(GROUP)))
                .withColumn(RANK, rank)
                .join(known, new String[] {GROUP}, "left")
                .withColumn(
                        CollectedRows.OUTCOME,
                        when(isOfRepeatedFile, RowAccounting.REPEAT)
                                .when(not(isCandidate), RowAccounting.REJECTED)
                                .when(col(RANK).gt(1).or(coalesce(col(IS_KNOWN), lit(false))), RowAccounting.REPEAT)
                                .otherwise(RowAccounting.ACCEPTED))
                .withColumn(
                        CollectedRows.REASON,
                        when(isOfRepeatedFile, concat(lit("file delivered before: "), col(REPEATED_FILE)))
                                .when(not(isCandidate), col(CollectedRows.REASON))
                                .when(col(CollectedRows.OUTCOME).equalTo(RowAccounting.ACCEPTED), col(EventMapping.ODD))
                                .otherwise(lit("")))
                .drop(GROUP, GROUP_HASH, RANK, IS_KNOWN);
    }
}
