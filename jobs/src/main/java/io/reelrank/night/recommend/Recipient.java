package io.reelrank.night.recommend;

import io.reelrank.core.tables.UserIndex;
import io.reelrank.engine.ranker.UserContext;
import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.RankedItems;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.functions;

/**
 * Whom a list is for.
 *
 * @param id the user's id
 * @param person what ranking needs
 * @param source where the factors are from; null without
 * @param segment the user's; null without
 * @param follows whom the user follows, as numbers, ascending
 * @param given the user's best videos where they were found before, else none
 */
// Arrays, because boxes cost more than the ranking; nobody compares addressees by equals.
@SuppressWarnings("ArrayRecordComponent")
record Recipient(String id, UserContext person, String source, String segment, long[] follows, RankedItems given) {
    /** What {@link #of} reads, in its order. */
    static final String[] COLUMNS = {
        UserIndex.USER_ID,
        "met",
        "strengths",
        "factors",
        "hours",
        "source",
        "segment",
        "follows",
        "hidden",
        "rules",
        "items",
        "scores"
    };

    /**
     * Copies a row of {@link #COLUMNS}: user_id a text, met and strengths arrays of int and float ascending by met,
     * factors and hours of float, source and segment texts, follows and hidden arrays of bigint, rules an int, items
     * and scores arrays of int and float; all but the first may be null.
     */
    static Recipient of(InternalRow row) {
        int[] met = ints(row, 1);
        Exclusions leftOut = new Exclusions(met, sorted(row, 8), row.isNullAt(9) ? 0 : row.getInt(9));
        return new Recipient(
                row.getUTF8String(0).toString(),
                new UserContext(leftOut, floats(row, 2), floats(row, 3), floats(row, 4)),
                text(row, 5),
                text(row, 6),
                sorted(row, 7),
                new RankedItems(ints(row, 10), floats(row, 11)));
    }

    /** Everybody in some rows of {@link #COLUMNS}. */
    static JavaRDD<Recipient> rows(Dataset<Row> users) {
        return users.select(Arrays.stream(COLUMNS).map(functions::col).toArray(Column[]::new))
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .map(Recipient::of);
    }

    /** Somebody of whom nothing is known but a segment, or not even that. */
    static Recipient stranger(String name, String segment) {
        float[] none = {};
        return new Recipient(
                name,
                new UserContext(Exclusions.NOTHING, none, none, none),
                null,
                segment,
                new long[0],
                new RankedItems(new int[0], none));
    }

    /** Whether there are factors to rank by. */
    boolean isKnown() {
        return person.factors().length > 0;
    }

    private static String text(InternalRow row, int column) {
        return row.isNullAt(column) ? null : row.getUTF8String(column).toString();
    }

    private static int[] ints(InternalRow row, int column) {
        ArrayData array = row.isNullAt(column) ? null : row.getArray(column);
        return array == null ? new int[0] : array.toIntArray();
    }

    private static float[] floats(InternalRow row, int column) {
        ArrayData array = row.isNullAt(column) ? null : row.getArray(column);
        return array == null ? new float[0] : array.toFloatArray();
    }

    private static long[] sorted(InternalRow row, int column) {
        ArrayData array = row.isNullAt(column) ? null : row.getArray(column);
        long[] values = array == null ? new long[0] : array.toLongArray();
        Arrays.sort(values);
        return values;
    }
}
