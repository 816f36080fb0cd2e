package io.reelrank.engine.solver;

import io.reelrank.engine.eigen.SymmetricEigen;
import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;

/**
 * The eigenvectors of a side's Gramian, G = Q diag(d) Qᵀ. The systems of all rows of the other side have α₀G + λI in
 * common. In this basis it is diagonal for every λ: it costs a row nothing, is exact in floats, and scales the system
 * well. Immutable.
 */
public final class Eigenbasis implements Serializable {
    private static final long serialVersionUID = 1;

    private final int rank;
    /** [rank] d, ascending. */
    private final double[] values;
    /** [rank × rank] Q. */
    private final Matrix vectors;

    private final Matrix transposed;

    private Eigenbasis(int rank, double[] values, Matrix vectors, Matrix transposed) {
        this.rank = rank;
        this.values = values;
        this.vectors = vectors;
        this.transposed = transposed;
    }

    /**
     * The basis of a Gramian.
     *
     * @param rank the length of a row's factors
     * @param gramian [rank × rank], finite
     */
    public static Eigenbasis of(int rank, double[] gramian) {
        if (gramian.length != rank * rank) {
            throw new IllegalArgumentException(
                    "illegal gramian: %d elements, must be %d squared".formatted(gramian.length, rank));
        }
        for (double element : gramian) {
            if (!Double.isFinite(element)) {
                throw new IllegalArgumentException("illegal gramian: %s, must be finite".formatted(element));
            }
        }
        SymmetricEigen solved = SymmetricEigen.of(Kernels.best(), rank, gramian);
        double[] values = solved.values();
        for (int k = 0; k < rank; k++) {
            // Rounding can make the zero eigenvalues of a Gramian slightly negative.
            values[k] = Math.max(0, values[k]);
        }
        return new Eigenbasis(rank, values, solved.vectors(), solved.vectors().transposed(rank));
    }

    /** The length of a row's factors. */
    public int rank() {
        return rank;
    }

    /**
     * Rotates rows into the basis.
     *
     * @param rows [rows × rank]
     * @return [rows × rank]
     */
    public float[] rotate(float[] rows) {
        Rotation rotation = new Rotation(Kernels.best(), vectors, rank);
        float[] rotated = new float[rows.length];
        for (int at = 0; at < rows.length; at += Rotation.ROWS * rank) {
            int count = Math.min(Rotation.ROWS, (rows.length - at) / rank);
            rotation.load(rows, at, rank, count);
            rotation.store(rotated, at, rank);
        }
        return rotated;
    }

    /** The k-th eigenvalue, not negative. */
    double value(int k) {
        return values[k];
    }

    /** The largest eigenvalue. */
    double largest() {
        return values[rank - 1];
    }

    /** The rotation into the basis, for one thread. */
    Rotation toBasis(Kernels kernels) {
        return new Rotation(kernels, vectors, rank);
    }

    /** The rotation back from the basis, for one thread. */
    Rotation fromBasis(Kernels kernels) {
        return new Rotation(kernels, transposed, rank);
    }
}
