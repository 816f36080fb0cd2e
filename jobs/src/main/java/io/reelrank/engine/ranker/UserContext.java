package io.reelrank.engine.ranker;

import io.reelrank.engine.scoring.Exclusions;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What a ranker needs of one user, as of a date.
 *
 * @param exclusions what is not ranked for the user; its items are the videos that the user has seen
 * @param strengths [seen] the strength of each seen video
 * @param factors [rank], or empty
 * @param hours [parts of the day] the shares of the user's plays, or empty
 */
// Arrays, because boxing costs more than the ranking; no code compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record UserContext(Exclusions exclusions, float[] strengths, float[] factors, float[] hours) {
    /** Numbers of the seen videos, ascending. */
    public int[] seen() {
        return exclusions.items();
    }

    /**
     * Reads a row of {@link UserContexts}.
     *
     * @param row has {@code met, factors, hours} in this order; each may be null
     * @param at the position of {@code met}
     */
    public static UserContext of(Row row, int at) {
        List<Row> pairs = row.isNullAt(at) ? List.of() : row.getList(at);
        float[] strengths = new float[pairs.size()];
        for (int j = 0; j < strengths.length; j++) {
            strengths[j] = pairs.get(j).getFloat(1);
        }
        return new UserContext(
                Exclusions.of(pairs.stream().mapToInt(pair -> pair.getInt(0)).toArray()),
                strengths,
                row.isNullAt(at + 1) ? new float[0] : FloatArrays.floats(row.getList(at + 1)),
                row.isNullAt(at + 2) ? new float[0] : FloatArrays.floats(row.getList(at + 2)));
    }
}
