package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/**
 * Multiplies up to {@link #ROWS} rows at a time by one matrix [rank × rank]. Not thread-safe: each thread needs its
 * own, because it has scratch memory.
 */
final class Rotation {
    /** The most rows of a multiplication. */
    static final int ROWS = 128;

    private final Kernels kernels;
    private final Matrix right;
    private final int rank;
    private final Matrix columns;
    private final Matrix products;
    private final float[] zeros;
    private int count;

    Rotation(Kernels kernels, Matrix right, int rank) {
        this.kernels = kernels;
        this.right = right;
        this.rank = rank;
        this.columns = new Matrix(rank, ROWS);
        this.products = new Matrix(ROWS, rank);
        this.zeros = new float[Matrix.padded(rank)];
    }

    /**
     * Multiplies rows.
     *
     * @param at where the first row starts
     * @param stride the distance between the starts of two rows
     * @param count how many rows
     */
    void load(float[] rows, int at, int stride, int count) {
        this.count = count;
        for (int first = 0; first < rank; first += Matrix.LANES) {
            int last = Math.min(rank, first + Matrix.LANES);
            for (int k = first; k < last; k++) {
                int to = k * columns.stride;
                for (int i = 0; i < count; i++) {
                    columns.values[to + i] = rows[at + i * stride + k];
                }
            }
        }
        kernels.setProduct(columns, right, rank, zeros, 0, products, count, rank);
    }

    /** Writes the products, one row at each multiple of the stride from {@code at}. */
    void store(float[] rows, int at, int stride) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(products.values, i * products.stride, rows, at + i * stride, rank);
        }
    }
}
