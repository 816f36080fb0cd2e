package io.reelrank.engine.ranker;

import io.reelrank.engine.scoring.Exclusions;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * A user as of a moment.
 *
 * @param leftOut what is not ranked for the user; its items are the videos the user met
 * @param strengths [met] how much the user wanted each
 * @param factors [rank], or empty
 * @param hours [parts of the day], or empty
 */
// Arrays, because boxes cost more than the ranking; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record UserContext(Exclusions leftOut, float[] strengths, float[] factors, float[] hours) {
    /** Numbers of the videos the user met, ascending. */
    public int[] met() {
        return leftOut.items();
    }

    /** From the columns {@code met, factors, hours}, the first of which is at a place; each may be null. */
    public static UserContext of(Row row, int first) {
        List<Row> pairs = row.isNullAt(first) ? List.of() : row.getList(first);
        float[] strengths = new float[pairs.size()];
        for (int j = 0; j < strengths.length; j++) {
            strengths[j] = pairs.get(j).getFloat(1);
        }
        return new UserContext(
                Exclusions.of(pairs.stream().mapToInt(pair -> pair.getInt(0)).toArray()),
                strengths,
                row.isNullAt(first + 1) ? new float[0] : FloatArrays.floats(row.getList(first + 1)),
                row.isNullAt(first + 2) ? new float[0] : FloatArrays.floats(row.getList(first + 2)));
    }
}
