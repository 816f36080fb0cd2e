package io.reelrank.engine.solver;

import io.reelrank.engine.eigen.SymmetricEigen;
import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;

/**
 * The eigenvectors of a side's Gramian, G = Q diag(d) Qᵀ. In this basis what all rows of the other side share, α₀G +
 * λI, is a diagonal, whatever λ is: it costs a row nothing, is exact in floats, and scales the system well. Immutable.
 */
public final class Eigenbasis implements Serializable {
    private static final long serialVersionUID = 1;

    private final int rank;
    private final double[] values;
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
     * @param rank the factors' length
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
            // Rounding may leave a Gramian's zero eigenvalues a little below.
            values[k] = Math.max(0, values[k]);
        }
        return new Eigenbasis(rank, values, solved.vectors(), solved.vectors().transposed(rank));
    }

    /** The factors' length. */
    public int rank() {
        return rank;
    }

    /**
     * Turns rows into the basis.
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

    /** Turns into the basis. */
    Rotation into(Kernels kernels) {
        return new Rotation(kernels, vectors, rank);
    }

    /** Turns back. */
    Rotation back(Kernels kernels) {
        return new Rotation(kernels, transposed, rank);
    }
}
