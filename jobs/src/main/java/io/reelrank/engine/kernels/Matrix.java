package io.reelrank.engine.kernels;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A dense matrix of floats, row by row, with a stride. The length and the number of its rows are padded to multiples of
 * {@link #LANES}. Padding is zero in the operands of a product.
 */
public final class Matrix implements Serializable {
    private static final long serialVersionUID = 1;

    /** The longest vector, in floats: 512 bits. */
    public static final int LANES = 16;

    /** With a stride that is a multiple of this, a column's elements would share a few sets of the cache. */
    private static final int ALIASING = 256;

    /** The distance between the first elements of two rows. */
    public int stride;

    /** The elements with their padding; the array may be longer than the matrix. */
    public float[] values;

    /** A matrix of zeros. */
    public Matrix(int rows, int columns) {
        this.values = new float[0];
        shape(rows, columns);
    }

    /** Gives the matrix another shape and sets all elements to zero; the array grows if it is too short. */
    public void shape(int rows, int columns) {
        int padded = padded(columns);
        stride = padded % ALIASING == 0 ? padded + LANES : padded;
        int length = Math.multiplyExact(padded(rows), stride);
        if (values.length < length) {
            values = new float[length];
        } else {
            Arrays.fill(values, 0, length, 0f);
        }
    }

    /** The transpose of a square matrix of this size. */
    public Matrix transposed(int size) {
        Matrix transposed = new Matrix(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                transposed.values[j * transposed.stride + i] = values[i * stride + j];
            }
        }
        return transposed;
    }

    /** A length rounded up to a multiple of {@link #LANES}. */
    public static int padded(int length) {
        return (length + LANES - 1) / LANES * LANES;
    }
}
