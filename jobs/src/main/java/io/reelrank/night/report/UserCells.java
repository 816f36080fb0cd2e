package io.reelrank.night.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.reelrank.core.stage.RowCache;
import io.reelrank.core.tables.AudienceSegments;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.UserSegments;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The users by cells: those of one taste, activity and segment. There are few cells, so viewers are counted by their numbers, which
 * are cheap keys, and what a cell is of is joined to the sums.
 *
 * @param users {@code user_idx, cell, taste_idx, busiest_hour}, the hour null where unknown
 * @param cells {@code cell, taste_idx, taste, activity, segment, is_active, users}: how many users are of it; the three texts are
 *     empty where unknown, and {@code is_active} says whether they played
 */
record UserCells(Dataset<Row> users, Dataset<Row> cells) {
    /** The number of a cell. */
    static final String CELL = "cell";

    /** The number of a taste. */
    static final String TASTE_IDX = "taste_idx";

    /** The number of a taste that is not known. */
    static final int NO_TASTE = 0;

    /** Whether the users of a cell played. */
    static final String IS_ACTIVE = "is_active";

    /** How many users are of a cell. */
    static final String USERS = AudienceSegments.USERS;

    private static final String UNKNOWN = "";
    private static final String[] PARTS = {ChangeCauses.TASTE, UserProfiles.ACTIVITY, UserSegments.SEGMENT, IS_ACTIVE};

    /**
     * Every user of whom something is known and who is no suspected bot, in a cell.
     *
     * @param profiles {@code user_idx, taste, activity, plays, busiest_hour}
     * @param segments {@code user_idx, segment}
     * @param suspects the suspected bots in {@code user_idx}
     * @param cache keeps both tables
     */
    static UserCells of(Dataset<Row> profiles, Dataset<Row> segments, Dataset<Row> suspects, RowCache cache) {
        Dataset<Row> known = cache.keep(profiles.join(segments, new String[] {UserIndex.USER_IDX}, "full")
                .join(suspects.select(UserIndex.USER_IDX).distinct(), new String[] {UserIndex.USER_IDX}, "left_anti")
                .select(
                        col(UserIndex.USER_IDX),
                        known(PARTS[0]),
                        known(PARTS[1]),
                        known(PARTS[2]),
                        coalesce(col(UserProfiles.PLAYS).gt(0), lit(false)).as(IS_ACTIVE),
                        col(UserProfiles.BUSIEST_HOUR)));
        Column[] parts = {col(PARTS[0]), col(PARTS[1]), col(PARTS[2]), col(PARTS[3])};
        Dataset<Row> cells = cache.keep(known.groupBy(parts)
                .agg(count(lit(1)).as(USERS))
                .withColumn(CELL, row_number().over(Window.orderBy(parts)))
                .withColumn(
                        TASTE_IDX,
                        when(col(PARTS[0]).equalTo(UNKNOWN), NO_TASTE)
                                .otherwise(dense_rank().over(Window.orderBy(PARTS[0])))));
        Dataset<Row> users = cache.keep(known.join(broadcast(cells.drop(USERS)), PARTS)
                .select(UserIndex.USER_IDX, CELL, TASTE_IDX, UserProfiles.BUSIEST_HOUR));
        return new UserCells(users, cells);
    }

    private static Column known(String part) {
        return coalesce(col(part), lit(UNKNOWN)).as(part);
    }

    /** Rows with {@code taste} in the place of {@code taste_idx}. */
    Dataset<Row> withTaste(Dataset<Row> rows) {
        return rows.join(broadcast(tastes()), new String[] {TASTE_IDX}, "left")
                .withColumn(ChangeCauses.TASTE, known(ChangeCauses.TASTE))
                .drop(TASTE_IDX);
    }

    /** Rows with {@code taste_idx} in the place of {@code taste}. */
    Dataset<Row> withTasteIdx(Dataset<Row> rows) {
        return rows.join(broadcast(tastes()), new String[] {ChangeCauses.TASTE}, "left")
                .withColumn(TASTE_IDX, coalesce(col(TASTE_IDX), lit(NO_TASTE)))
                .drop(ChangeCauses.TASTE);
    }

    private Dataset<Row> tastes() {
        return cells.select(TASTE_IDX, ChangeCauses.TASTE).distinct();
    }
}
