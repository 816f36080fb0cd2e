package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;

/**
 * The side that stays fixed during a half sweep: its factors, rotated into their Gramian's eigenbasis. Immutable, so
 * all threads share it.
 *
 * <p>Memory: 4 bytes a factor, with the rank rounded up to 16, and 8 · rank² for the basis.
 */
public final class FixedSide implements Serializable {
    private static final long serialVersionUID = 1;

    private final Objective objective;
    private final Eigenbasis basis;
    private final long size;
    private final double unobservedMass;
    private final int stride;
    private final float[] rotated;

    /**
     * Takes factors that are already rotated.
     *
     * @param objective what is minimised
     * @param basis of the Gramian of the whole side
     * @param size |I|, how many rows the whole side has
     * @param rotated [rows × rank] from {@link Eigenbasis#rotate}: all rows of the side, or only those that are needed
     */
    public FixedSide(Objective objective, Eigenbasis basis, long size, float[] rotated) {
        this.objective = objective;
        this.basis = basis;
        this.size = size;
        this.unobservedMass = objective.unobserved() * size;
        int rank = basis.rank();
        this.stride = Matrix.padded(rank);
        if (rotated.length % rank != 0) {
            throw new IllegalArgumentException(
                    "illegal factors: %d, must be a multiple of rank %d".formatted(rotated.length, rank));
        }
        this.rotated = stride == rank ? rotated : padded(rotated, rank);
    }

    /** Prepares a whole side, with one thread. */
    public static FixedSide of(Objective objective, int rank, float[] factors) {
        Eigenbasis basis = Eigenbasis.of(rank, Gramian.of(rank, factors));
        return new FixedSide(objective, basis, factors.length / rank, basis.rotate(factors));
    }

    private float[] padded(float[] dense, int rank) {
        int rows = dense.length / rank;
        float[] padded = new float[Math.multiplyExact(rows, stride)];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(dense, i * rank, padded, i * stride, rank);
        }
        return padded;
    }

    /** What is minimised. */
    public Objective objective() {
        return objective;
    }

    /** The length of a row's factors. */
    public int rank() {
        return basis.rank();
    }

    /** The eigenbasis of the Gramian. */
    public Eigenbasis basis() {
        return basis;
    }

    /** [rows] λ of each row that is solved against this side. */
    public double[] lambdas(RowCounts rows) {
        return objective.lambdas(rows, size);
    }

    /** α₀ · |I|. */
    double unobservedMass() {
        return unobservedMass;
    }

    /** The rotated factors; a row starts at each multiple of {@link #stride}. Do not change them. */
    float[] rotated() {
        return rotated;
    }

    /** The rank, rounded up to whole vectors. */
    int stride() {
        return stride;
    }
}
