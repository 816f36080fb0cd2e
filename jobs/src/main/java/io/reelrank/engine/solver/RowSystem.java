package io.reelrank.engine.solver;

import java.util.Arrays;

/**
 * The normal equations of one row in the eigenbasis of the fixed side: a diagonal, and one rank-1 term for each pair,
 *
 * <pre>(D + Σ_j w_j z_j z_jᵀ) x = h + Σ_j b_j z_j,   D = α₀ diag(d) + λI,   h = λ m</pre>
 *
 * The object is reused for many rows.
 */
final class RowSystem {
    /**
     * The least element of D, as a share of α₀ times the largest eigenvalue. It keeps the factors of a singular system
     * without regularisation finite.
     */
    private static final double MIN_SHARE = 1e-9;

    /** Some methods divide by the square root of a weight, which must not be 0 as a float. */
    private static final float MIN_WEIGHT = 1e-30f;

    final FixedSide side;
    final int rank;
    final int width;
    /** [rank padded] D; zero beyond the rank. */
    final float[] diagonal;
    /** [rank padded] h. */
    final float[] priorTerm;
    /** [count] where z_j starts in {@code side.rotated()}. */
    int[] starts = new int[0];
    /** [count] w_j, positive. */
    float[] weights = new float[0];
    /** [count] b_j. */
    float[] targets = new float[0];

    /** How many pairs the row has. */
    int count;
    /** Whether h is not zero. */
    boolean hasPriorTerm;

    /** [rank] α₀ d. */
    private final float[] unobserved;

    private int positives;
    private double lambda;

    RowSystem(FixedSide side) {
        this.side = side;
        this.rank = side.rank();
        this.width = side.stride();
        this.diagonal = new float[width];
        this.priorTerm = new float[width];
        this.unobserved = new float[rank];
        for (int k = 0; k < rank; k++) {
            unobserved[k] =
                    (float) (side.objective().unobserved() * side.basis().value(k));
        }
    }

    /** Loads all pairs of a row and its λ, with the prior zero. */
    void load(SparseRows rows, int row) {
        loadPairs(rows, rows.starts()[row], rows.starts()[row + 1]);
        regularize(side.objective().regularization().of(count, positives, side.unobservedMass()));
    }

    /** Loads the pairs of a range. */
    void loadPairs(SparseRows rows, int from, int to) {
        reserve(to - from);
        Objective objective = side.objective();
        count = 0;
        positives = 0;
        for (int pair = from; pair < to; pair++) {
            float strength = rows.strengths()[pair];
            if (strength != 0) {
                starts[count] = rows.indices()[pair] * width;
                weights[count] = Math.max(MIN_WEIGHT, (float) objective.weight(strength));
                targets[count] = (float) objective.target(strength);
                positives += strength > 0 ? 1 : 0;
                count++;
            }
        }
    }

    /** Sets D for the row's λ, and the prior to zero. */
    void regularize(double rowLambda) {
        lambda = rowLambda;
        float least = (float) Math.max(
                Float.MIN_NORMAL,
                MIN_SHARE * side.objective().unobserved() * side.basis().largest());
        float rounded = (float) lambda;
        for (int k = 0; k < rank; k++) {
            diagonal[k] = Math.max(least, unobserved[k] + rounded);
        }
        Arrays.fill(priorTerm, 0f);
        hasPriorTerm = false;
    }

    /**
     * Sets h for a prior.
     *
     * @param prior m of rows, in the basis
     * @param at where the row's m starts
     */
    void drawTo(float[] prior, int at) {
        for (int k = 0; k < rank; k++) {
            priorTerm[k] = (float) (lambda * prior[at + k]);
            hasPriorTerm |= priorTerm[k] != 0;
        }
    }

    /** Whether the solution is zero: the right-hand side is, without positives and without a prior. */
    boolean hasZeroSolution() {
        return positives == 0 && !hasPriorTerm;
    }

    private void reserve(int length) {
        if (starts.length < length) {
            int capacity = Math.max(length, starts.length * 2);
            starts = new int[capacity];
            weights = new float[capacity];
            targets = new float[capacity];
        }
    }
}
