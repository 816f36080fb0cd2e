package io.reelrank.engine.scoring;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;

/** The scores of a batch of users for a block of items, written over block after block. One a thread. */
final class BlockScores {
    private final Kernels kernels = Kernels.best();
    private final int rank;
    private final Matrix users;
    private final Matrix scores;
    /** [batch] only scores above these are looked at. */
    private final float[] bounds;
    /** Where such may be. */
    private final int[] near;
    /** Where such are. */
    private final int[] found;

    private int count;
    /** How many places there are in near. */
    private int nearby;

    /**
     * @param rank the factors' length
     * @param batch how many users at the most
     * @param block how many items a block
     */
    BlockScores(int rank, int batch, int block) {
        this.rank = rank;
        this.users = new Matrix(rank, batch);
        this.scores = new Matrix(batch, block);
        int padded = Matrix.padded(batch);
        this.bounds = new float[padded];
        this.near = new int[padded * Matrix.padded(block) + 1];
        this.found = new int[near.length];
    }

    /** Takes users by their factors, each [rank] or empty. */
    void take(float[][] factors) {
        count = factors.length;
        users.shape(rank, count);
        for (int user = 0; user < count; user++) {
            float[] row = factors[user];
            for (int k = 0; k < row.length; k++) {
                users.values[k * users.stride + user] = row[k];
            }
        }
    }

    /**
     * Scores a block.
     *
     * @param items [rank × width] their factors
     * @param biases [all items, padded]
     * @param first the block's first position
     * @param width how many items it has
     */
    void score(Matrix items, float[] biases, int first, int width) {
        kernels.setProduct(users, items, rank, biases, first, scores, count, width);
    }

    /**
     * Scores a block and looks where scores reach bounds.
     *
     * @param items [rank × width] their factors
     * @param biases [all items, padded]
     * @param first the block's first position
     * @param width how many items it has
     * @param best [users] whose bounds they are
     */
    void score(Matrix items, float[] biases, int first, int width, TopK[] best) {
        for (int user = 0; user < bounds.length; user++) {
            bounds[user] = user < count ? Math.nextDown(best[user].bound()) : Float.POSITIVE_INFINITY;
        }
        nearby = kernels.setProductNear(users, items, rank, biases, first, scores, count, width, bounds, near);
    }

    /** Strikes an item of the block out for a user. */
    void strike(int user, int item) {
        scores.values[user * scores.stride + item] = Float.NEGATIVE_INFINITY;
    }

    /** Strikes out what marks say is not for a user, of a block that begins at this place. */
    void bar(int user, int first, int width, int[] order, ItemMarks marks, Exclusions leftOut) {
        if (marks.bar(leftOut)) {
            int at = user * scores.stride;
            for (int i = 0; i < width; i++) {
                if (!marks.admit(order[first + i], leftOut)) {
                    scores.values[at + i] = Float.NEGATIVE_INFINITY;
                }
            }
        }
    }

    /**
     * Offers the scores that reach the bounds, of items that may be ranked.
     *
     * @param first the block's first place
     * @param width how many items it has
     * @param order [places] the items' positions
     * @param leftOut [users] what marks bar
     * @param best [users] to whom they are offered
     */
    void offer(int first, int width, int[] order, ItemMarks marks, Exclusions[] leftOut, TopK[] best) {
        int candidates = kernels.above(scores, bounds, near, nearby, width, found);
        for (int i = 0; i < candidates; i++) {
            int user = found[i] / Kernels.ROW;
            int item = found[i] % Kernels.ROW;
            int position = order[first + item];
            if (marks.admit(position, leftOut[user])) {
                best[user].offer(position, scores.values[user * scores.stride + item]);
            }
        }
    }

    /** Keeps a user's scores of a block in a row of other ones, from a column on, where they are larger. */
    void keepLarger(int user, int width, Matrix largest, int column) {
        kernels.keepLarger(scores.values, user * scores.stride, largest.values, user * largest.stride + column, width);
    }

    /** Writes a user's scores of a block to the items' positions. */
    void copy(int user, int width, int[] order, int first, float[] to) {
        int at = user * scores.stride;
        for (int i = 0; i < width; i++) {
            to[order[first + i]] = scores.values[at + i];
        }
    }
}
