package io.reelrank.engine.kernels;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A dense matrix of floats whose rows begin {@code stride} apart. Rows are padded to whole vectors, and in number to
 * whole tiles; what is padding in a factor of a product is zero.
 */
public final class Matrix implements Serializable {
    private static final long serialVersionUID = 1;

    /** The longest vector, in floats: 512 bits. */
    public static final int LANES = 16;

    /**
     * A stride of a multiple of this, in floats, would put a column's elements into the same few sets of the caches.
     */
    private static final int ALIASING = 256;

    /** How far apart rows begin. */
    public int stride;

    /** The elements; not all of them are the matrix's. */
    public float[] values;

    /** Zeros. */
    public Matrix(int rows, int columns) {
        this.values = new float[0];
        shape(rows, columns);
    }

    /** Gives the matrix another shape, its elements all zero; grows where it must. */
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

    /** Of a square matrix of this size, the transposed. */
    public Matrix transposed(int size) {
        Matrix transposed = new Matrix(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                transposed.values[j * transposed.stride + i] = values[i * stride + j];
            }
        }
        return transposed;
    }

    /** A length rounded up to whole vectors. */
    public static int padded(int length) {
        return (length + LANES - 1) / LANES * LANES;
    }
}
