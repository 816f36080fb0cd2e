package io.reelrank.night.recommend;

import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.RankerUsers;
import io.reelrank.core.tables.UserFactors;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserSegments;
import io.reelrank.engine.ranker.UserContext;
import io.reelrank.engine.scoring.Exclusions;
import io.reelrank.engine.scoring.RankedItems;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.StructType;

/**
 * Reads recipients from rows by their columns' names. The columns' positions are looked up once, not for every row.
 * Immutable.
 */
final class RecipientReader implements Serializable {
    private static final long serialVersionUID = 1;

    private final int id;
    private final int seen;
    private final int strengths;
    private final int factors;
    private final int hours;
    private final int source;
    private final int segment;
    private final int follows;
    private final int hidden;
    private final int rules;
    private final int items;
    private final int scores;

    /**
     * Looks up the positions.
     *
     * @param schema has {@link Recipient#COLUMNS}
     * @throws IllegalArgumentException if a column is missing
     */
    RecipientReader(StructType schema) {
        this.id = schema.fieldIndex(UserIndex.USER_ID);
        this.seen = schema.fieldIndex(Recipient.SEEN);
        this.strengths = schema.fieldIndex(Recipient.STRENGTHS);
        this.factors = schema.fieldIndex(UserFactors.FACTORS);
        this.hours = schema.fieldIndex(RankerUsers.HOURS);
        this.source = schema.fieldIndex(Recipient.SOURCE);
        this.segment = schema.fieldIndex(UserSegments.SEGMENT);
        this.follows = schema.fieldIndex(CreatorTies.FOLLOWS);
        this.hidden = schema.fieldIndex(Recipient.HIDDEN);
        this.rules = schema.fieldIndex(Recipient.RULES);
        this.items = schema.fieldIndex(Recipient.ITEMS);
        this.scores = schema.fieldIndex(Recipient.SCORES);
    }

    /** Copies a row: Spark may reuse it for the next. */
    Recipient read(InternalRow row) {
        Exclusions exclusions =
                new Exclusions(ints(row, seen), sorted(row, hidden), row.isNullAt(rules) ? 0 : row.getInt(rules));
        return new Recipient(
                row.getUTF8String(id).toString(),
                new UserContext(exclusions, floats(row, strengths), floats(row, factors), floats(row, hours)),
                text(row, source),
                text(row, segment),
                sorted(row, follows),
                new RankedItems(ints(row, items), floats(row, scores)));
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
