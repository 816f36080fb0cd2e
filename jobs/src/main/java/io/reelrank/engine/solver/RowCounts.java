package io.reelrank.engine.solver;

import java.io.Serializable;

/**
 * How many pairs each row has. The regularisation of a row depends on it.
 *
 * @param observed [rows] pairs with a strength other than 0
 * @param positives [rows] pairs with a positive strength
 */
// Arrays, because boxed numbers would cost more than the solving. Nobody calls equals.
@SuppressWarnings("ArrayRecordComponent")
public record RowCounts(int[] observed, int[] positives) implements Serializable {
    /** The counts of rows that have all their pairs here. */
    public static RowCounts of(SparseRows rows) {
        RowCounts counts = new RowCounts(new int[rows.size()], new int[rows.size()]);
        for (int row = 0; row < rows.size(); row++) {
            for (int pair = rows.starts()[row]; pair < rows.starts()[row + 1]; pair++) {
                counts.observed[row] += rows.strengths()[pair] != 0 ? 1 : 0;
                counts.positives[row] += rows.strengths()[pair] > 0 ? 1 : 0;
            }
        }
        return counts;
    }
}
