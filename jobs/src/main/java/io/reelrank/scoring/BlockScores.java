package io.reelrank.scoring;

import io.reelrank.kernels.Kernels;
import io.reelrank.kernels.Matrix;

/** The scores of a batch of users for a block of items, written over block after block. One a thread. */
final class BlockScores {
    private final Kernels kernels = Kernels.best();
    private final int rank;
    private final Matrix users;
    private final Matrix scores;
    private final int[] found;
    private int count;

    /**
     * @param rank the factors' length
     * @param batch how many users at the most
     * @param block how many items a block
     */
    BlockScores(int rank, int batch, int block) {
        this.rank = rank;
        this.users = new Matrix(rank, batch);
        this.scores = new Matrix(batch, block);
        this.found = new int[block];
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
     * Strikes items out.
     *
     * @param struck positions, block after block
     * @param cursor the first that no block before had
     * @param first the block's first position
     * @param end the position after its last
     * @return the first that no block had yet
     */
    int strike(int user, int[] struck, int cursor, int first, int end) {
        int at = cursor;
        for (; at < struck.length && struck[at] < end; at++) {
            scores.values[user * scores.stride + struck[at] - first] = Float.NEGATIVE_INFINITY;
        }
        return at;
    }

    /** Strikes out what marks say is not for a user, of a block that begins at this place. */
    void bar(int user, int first, int width, int[] order, ItemMarks marks, LeftOut leftOut) {
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
     * Offers the scores that reach the bound, of items that may be ranked for the user.
     *
     * @param first the block's first place
     * @param width how many items it has
     * @param order [places] the items' positions
     */
    void offer(int user, int first, int width, int[] order, ItemMarks marks, LeftOut leftOut, Best best) {
        int at = user * scores.stride;
        int candidates = kernels.above(scores.values, at, width, Math.nextDown(best.bound()), found);
        for (int i = 0; i < candidates; i++) {
            int position = order[first + found[i]];
            if (marks.admit(position, leftOut)) {
                best.offer(position, scores.values[at + found[i]]);
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
