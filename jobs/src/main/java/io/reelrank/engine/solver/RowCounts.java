package io.reelrank.engine.solver;

import java.io.Serializable;

/**
 * How many pairs rows have, which is what their regularisation depends on.
 *
 * @param observed [rows] pairs with a strength other than 0
 * @param positives [rows] those of them with a positive one
 */
// Arrays, because boxes cost more than the solving; nobody compares counts by equals.
@SuppressWarnings("ArrayRecordComponent")
public record RowCounts(int[] observed, int[] positives) implements Serializable {
    /** The counts of rows that have all their pairs here. */
    public static RowCounts of(SparseRows rows) {
        RowCounts counts = new RowCounts(new int[rows.size()], new int[rows.size()]);
        for (int row = 0; row < rows.size(); row++) {
            for (int at = rows.starts()[row]; at < rows.starts()[row + 1]; at++) {
                counts.observed[row] += rows.strengths()[at] != 0 ? 1 : 0;
                counts.positives[row] += rows.strengths()[at] > 0 ? 1 : 0;
            }
        }
        return counts;
    }
}
