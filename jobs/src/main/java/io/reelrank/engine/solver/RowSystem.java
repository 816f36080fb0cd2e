package io.reelrank.engine.solver;

import java.util.Arrays;

/**
 * One row's system in the eigenbasis of the fixed side, a diagonal and a rank-1 term a pair:
 *
 * <pre>(D + Σ_j w_j z_j z_jᵀ) x = h + Σ_j b_j z_j,   D = α₀ diag(d) + λI,   h = λ m</pre>
 *
 * Filled again for each row.
 */
final class RowSystem {
    /** D's least share of its largest: a singular system without regularisation still has finite factors. */
    private static final double LEAST = 1e-9;

    /** What a weight is divided by in places, so that its root must not vanish in a float. */
    private static final float LEAST_WEIGHT = 1e-30f;

    final FixedSide side;
    final int rank;
    final int width;
    /** [rank padded] D; zero beyond the rank. */
    final float[] diagonal;
    /** [rank padded] h. */
    final float[] pull;
    /** [count] where z_j begins in {@code side.rotated()}. */
    int[] starts = new int[0];
    /** [count] w_j, positive. */
    float[] weights = new float[0];
    /** [count] b_j. */
    float[] targets = new float[0];

    int count;
    /** Whether h is other than zero. */
    boolean pulled;

    /** [rank] α₀ d. */
    private final float[] shared;

    private int positives;
    private double lambda;

    RowSystem(FixedSide side) {
        this.side = side;
        this.rank = side.rank();
        this.width = side.stride();
        this.diagonal = new float[width];
        this.pull = new float[width];
        this.shared = new float[rank];
        for (int k = 0; k < rank; k++) {
            shared[k] = (float) (side.objective().unobserved() * side.basis().value(k));
        }
    }

    /** Takes a row. */
    void fill(SparseRows rows, int row) {
        take(rows, rows.starts()[row], rows.starts()[row + 1]);
        weigh(side.objective().regularization().of(count, positives, side.unobservedMass()));
    }

    /** Takes the pairs of a row, or some of them. */
    void take(SparseRows rows, int from, int to) {
        reserve(to - from);
        Objective objective = side.objective();
        count = 0;
        positives = 0;
        for (int at = from; at < to; at++) {
            float strength = rows.strengths()[at];
            if (strength != 0) {
                starts[count] = rows.indices()[at] * width;
                weights[count] = Math.max(LEAST_WEIGHT, (float) objective.weight(strength));
                targets[count] = (float) objective.target(strength);
                positives += strength > 0 ? 1 : 0;
                count++;
            }
        }
    }

    /** Takes the row's λ; nothing pulls yet. */
    void weigh(double regularization) {
        lambda = regularization;
        float least = (float) Math.max(
                Float.MIN_NORMAL,
                LEAST * side.objective().unobserved() * side.basis().largest());
        float own = (float) lambda;
        for (int k = 0; k < rank; k++) {
            diagonal[k] = Math.max(least, shared[k] + own);
        }
        Arrays.fill(pull, 0f);
        pulled = false;
    }

    /** Draws the row to a prior in the basis. */
    void pullTo(float[] prior, int at) {
        for (int k = 0; k < rank; k++) {
            pull[k] = (float) (lambda * prior[at + k]);
            pulled |= pull[k] != 0;
        }
    }

    /** Whether zero is the solution: nothing was wanted and nothing pulls. */
    boolean solvedByZero() {
        return positives == 0 && !pulled;
    }

    private void reserve(int length) {
        if (starts.length < length) {
            int grown = Math.max(length, starts.length * 2);
            starts = new int[grown];
            weights = new float[grown];
            targets = new float[grown];
        }
    }
}
