package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/**
 * The Gramian YᵀY of factors. {@link #CHUNK} rows at a time are summed in floats, and the chunks in doubles in their
 * order. The Gramian of several blocks is the sum of their Gramians; the caller adds them in a fixed order.
 */
public final class Gramian {
    private static final int CHUNK = 256;

    private Gramian() {}

    /**
     * The Gramian of a block of rows.
     *
     * @param rank the length of a row's factors
     * @param factors [rows × rank]
     * @return [rank × rank], both halves
     */
    public static double[] of(int rank, float[] factors) {
        Kernels kernels = Kernels.best();
        int rows = factors.length / rank;
        double[] sums = new double[rank * rank];
        Matrix chunk = new Matrix(CHUNK, rank);
        Matrix gram = new Matrix(rank, rank);
        for (int start = 0; start < rows; start += CHUNK) {
            int count = Math.min(CHUNK, rows - start);
            for (int i = 0; i < count; i++) {
                System.arraycopy(factors, (start + i) * rank, chunk.values, i * chunk.stride, rank);
            }
            gram.shape(rank, rank);
            kernels.addGram(chunk, count, gram, rank);
            for (int k = 0; k < rank; k++) {
                for (int l = k; l < rank; l++) {
                    sums[k * rank + l] += gram.values[k * gram.stride + l];
                }
            }
        }
        for (int k = 0; k < rank; k++) {
            for (int l = 0; l < k; l++) {
                sums[k * rank + l] = sums[l * rank + k];
            }
        }
        return sums;
    }

    /** Adds a block's Gramian to a sum. */
    public static void add(double[] gramian, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += gramian[i];
        }
    }
}
