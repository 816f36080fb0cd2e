package io.reelrank.engine.eigen;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, A = Q diag(d) Qᵀ: made tridiagonal by {@link Tridiagonal},
 * solved by {@link DivideAndConquer}.
 *
 * @param values [size] d, ascending
 * @param vectors [size × size] Q, an eigenvector a column, orthogonal to the accuracy of floats
 */
// An array, because boxes cost more than the solving; nobody compares spectra by equals.
@SuppressWarnings("ArrayRecordComponent")
public record SymmetricEigen(double[] values, Matrix vectors) {
    /**
     * Solves a matrix.
     *
     * @param kernels that do the products
     * @param size its rows
     * @param matrix [size × size] symmetric, finite
     */
    public static SymmetricEigen of(Kernels kernels, int size, double[] matrix) {
        double scale = scale(matrix);
        double[] scaled = new double[matrix.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = scale * matrix[i];
        }
        Tridiagonal reduced = Tridiagonal.of(size, scaled);
        DivideAndConquer solved = DivideAndConquer.of(kernels, reduced.diagonal, reduced.beside);
        double[] values = solved.values();
        for (int k = 0; k < size; k++) {
            values[k] /= scale;
        }
        Matrix vectors = solved.vectors().transposed(size);
        reduced.turnBack(kernels, vectors);
        return new SymmetricEigen(values, vectors);
    }

    /** A power of two, so that nothing is rounded, that brings the largest element near 1. */
    private static double scale(double[] matrix) {
        double largest = Double.MIN_NORMAL;
        for (double element : matrix) {
            largest = Math.max(largest, Math.abs(element));
        }
        return Math.scalb(1.0, -Math.getExponent(largest));
    }
}
