package io.reelrank.engine.solver;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Rows of pairs in compressed sparse row format: row r has the pairs starts[r] … starts[r + 1] − 1. The arrays are not
 * copied; do not change them.
 */
public final class SparseRows implements Serializable {
    private static final long serialVersionUID = 1;

    private final int[] starts;
    private final int[] indices;
    private final float[] strengths;

    /**
     * @param starts [rows + 1], ascending from 0
     * @param indices [pairs] positions in the fixed side's factors; never the same twice in a row
     * @param strengths [pairs] r, signed; finite
     */
    public SparseRows(int[] starts, int[] indices, float[] strengths) {
        if (starts.length == 0
                || indices.length != strengths.length
                || starts[0] != 0
                || starts[starts.length - 1] != indices.length) {
            throw new IllegalArgumentException("illegal lengths: %d starts, %d indices, %d strengths"
                    .formatted(starts.length, indices.length, strengths.length));
        }
        this.starts = starts;
        this.indices = indices;
        this.strengths = strengths;
    }

    /** A range of the rows: {@code count} rows from the row {@code first}. */
    public SparseRows from(int first, int count) {
        if (first == 0 && count == size()) {
            return this;
        }
        int from = starts[first];
        int to = starts[first + count];
        return new SparseRows(
                Arrays.stream(starts, first, first + count + 1)
                        .map(start -> start - from)
                        .toArray(),
                Arrays.copyOfRange(indices, from, to),
                Arrays.copyOfRange(strengths, from, to));
    }

    /** How many rows there are. */
    public int size() {
        return starts.length - 1;
    }

    /** How many pairs all rows have together. */
    public int pairs() {
        return indices.length;
    }

    /** How many pairs a row has. */
    int pairs(int row) {
        return starts[row + 1] - starts[row];
    }

    /** [rows + 1] the first pair of each row. */
    public int[] starts() {
        return starts;
    }

    /** [pairs] positions in the fixed side's factors. */
    public int[] indices() {
        return indices;
    }

    /** [pairs] r, signed. */
    public float[] strengths() {
        return strengths;
    }
}
