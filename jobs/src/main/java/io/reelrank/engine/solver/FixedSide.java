package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;

/**
 * The side that stays fixed during half a sweep: its factors, turned into its Gramian's eigenbasis. Prepared once,
 * shared by all threads. Immutable.
 *
 * <p>Memory: 4 bytes a factor, the rank rounded up to 16, and 8 · rank² for the basis.
 */
public final class FixedSide implements Serializable {
    private static final long serialVersionUID = 1;

    private final Objective objective;
    private final Eigenbasis basis;
    private final double unobservedMass;
    private final int stride;
    private final float[] rotated;

    /**
     * Takes factors that are in the basis already.
     *
     * @param objective what is minimised
     * @param basis of the Gramian of the whole side
     * @param size how many rows the whole side has, |I|
     * @param rotated [rows × rank] as {@link Eigenbasis#rotate} gives them; all rows of the side or those that are
     *     needed
     */
    public FixedSide(Objective objective, Eigenbasis basis, long size, float[] rotated) {
        this.objective = objective;
        this.basis = basis;
        this.unobservedMass = objective.unobserved() * size;
        int rank = basis.rank();
        this.stride = Matrix.padded(rank);
        if (rotated.length % rank != 0) {
            throw new IllegalArgumentException(
                    "illegal factors: %d, must be a multiple of rank %d".formatted(rotated.length, rank));
        }
        this.rotated = stride == rank ? rotated : padded(rotated, rank);
    }

    /** Prepares a whole side on one thread. */
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

    /** The factors' length. */
    public int rank() {
        return basis.rank();
    }

    /** The Gramian's basis. */
    public Eigenbasis basis() {
        return basis;
    }

    /** α₀ · |I|. */
    double unobservedMass() {
        return unobservedMass;
    }

    /** The factors in the basis, a row every {@link #stride}; not to be changed. */
    float[] rotated() {
        return rotated;
    }

    /** The rank, rounded up to whole vectors. */
    int stride() {
        return stride;
    }
}
