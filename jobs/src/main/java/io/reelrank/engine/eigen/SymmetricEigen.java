package io.reelrank.engine.eigen;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, A = Q diag(d) Qᵀ. {@link Tridiagonal} reduces the matrix, and
 * {@link DivideAndConquer} solves the reduced one.
 *
 * @param values [size] d, ascending
 * @param vectors [size × size] Q, one eigenvector per column, orthogonal to the precision of floats
 */
// An array, because boxes cost more than the solving; nobody compares decompositions by equals.
@SuppressWarnings("ArrayRecordComponent")
public record SymmetricEigen(double[] values, Matrix vectors) {
    /**
     * Decomposes a matrix.
     *
     * @param kernels for the products
     * @param size the number of rows
     * @param matrix [size × size] symmetric, finite
     */
    public static SymmetricEigen of(Kernels kernels, int size, double[] matrix) {
        double scale = scale(matrix);
        double[] scaled = new double[matrix.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = scale * matrix[i];
        }
        Tridiagonal reduced = Tridiagonal.of(size, scaled);
        DivideAndConquer solved = DivideAndConquer.of(kernels, reduced.diagonal, reduced.offDiagonal);
        double[] values = solved.values();
        for (int k = 0; k < size; k++) {
            values[k] /= scale;
        }
        Matrix vectors = solved.vectors().transposed(size);
        reduced.transformBack(kernels, vectors);
        return new SymmetricEigen(values, vectors);
    }

    /** A factor that brings the largest element near 1: a power of two, so that scaling rounds nothing. */
    private static double scale(double[] matrix) {
        double largest = Double.MIN_NORMAL;
        for (double element : matrix) {
            largest = Math.max(largest, Math.abs(element));
        }
        return Math.scalb(1.0, -Math.getExponent(largest));
    }
}
