package io.reelrank.solver;

import java.io.Serializable;

/**
 * A block's rows as compressed sparse rows: row r has the pairs starts[r] … starts[r + 1] − 1. The arrays are not copied,
 * and may not be changed.
 *
 * @param starts [rows + 1], ascending from 0
 * @param indices [pairs] positions in the fixed side's factors; within a row, none twice
 * @param strengths [pairs] r, signed; finite
 */
// Arrays, because boxes cost more than the solving; nobody compares rows by equals.
@SuppressWarnings("ArrayRecordComponent")
public record Rows(int[] starts, int[] indices, float[] strengths) implements Serializable {
    /** Checks the lengths. */
    public Rows {
        if (starts.length == 0
                || indices.length != strengths.length
                || starts[0] != 0
                || starts[starts.length - 1] != indices.length) {
            throw new IllegalArgumentException("illegal lengths: %d starts, %d indices, %d strengths"
                    .formatted(starts.length, indices.length, strengths.length));
        }
    }

    /** One row of its own. */
    public static Rows one(int[] indices, float[] strengths) {
        return new Rows(new int[] {0, indices.length}, indices, strengths);
    }

    /** How many rows. */
    public int size() {
        return starts.length - 1;
    }
}
