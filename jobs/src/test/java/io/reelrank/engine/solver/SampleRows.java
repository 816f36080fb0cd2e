package io.reelrank.engine.solver;

import java.util.Random;

/** Random factors and rows for tests, from a seed. */
final class SampleRows {
    static final Objective MLLIB = new Objective(2, 1, new Regularization.PositiveScaled(0.05));
    static final Objective SCALED = new Objective(1.5, 0.1, new Regularization.FrequencyScaled(0.02, 0.75));

    private SampleRows() {}

    static float[] factors(int rows, int rank, long seed) {
        float[] factors = new float[rows * rank];
        for (int row = 0; row < rows; row++) {
            new InitialFactors(seed, 1).write(row, rank, factors, row * rank);
        }
        return factors;
    }

    static SparseRows row(int[] indices, float[] strengths) {
        return new SparseRows(new int[] {0, indices.length}, indices, strengths);
    }

    /** Rows of the given lengths. An item is at most once in a row; a quarter of the strengths is negative. */
    static SparseRows rows(int items, int[] lengths, long seed) {
        Random random = new Random(seed);
        int[] starts = new int[lengths.length + 1];
        for (int row = 0; row < lengths.length; row++) {
            starts[row + 1] = starts[row] + lengths[row];
        }
        int[] indices = new int[starts[lengths.length]];
        float[] strengths = new float[indices.length];
        for (int row = 0; row < lengths.length; row++) {
            int[] shuffled =
                    random.ints(0, items).distinct().limit(lengths[row]).toArray();
            for (int j = 0; j < lengths[row]; j++) {
                indices[starts[row] + j] = shuffled[j];
                strengths[starts[row] + j] = (random.nextInt(4) == 0 ? -1 : 1) * (0.1f + 3 * random.nextFloat());
            }
        }
        return new SparseRows(starts, indices, strengths);
    }

    /** The same pairs seen from the other side. */
    static SparseRows transposed(SparseRows rows, int items) {
        int[] starts = new int[items + 1];
        for (int index : rows.indices()) {
            starts[index + 1]++;
        }
        for (int item = 0; item < items; item++) {
            starts[item + 1] += starts[item];
        }
        int[] next = starts.clone();
        int[] indices = new int[rows.indices().length];
        float[] strengths = new float[indices.length];
        for (int row = 0; row < rows.size(); row++) {
            for (int at = rows.starts()[row]; at < rows.starts()[row + 1]; at++) {
                int to = next[rows.indices()[at]]++;
                indices[to] = row;
                strengths[to] = rows.strengths()[at];
            }
        }
        return new SparseRows(starts, indices, strengths);
    }
}
