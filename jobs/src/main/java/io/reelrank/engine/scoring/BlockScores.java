package io.reelrank.engine.scoring;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.util.Arrays;

/** The scores of a batch of users for one block of items; each block overwrites the last. Not thread-safe. */
final class BlockScores {
    private final Kernels kernels = Kernels.best();
    private final int rank;
    private final Matrix users;
    private final Matrix scores;
    /** [batch] a score is a candidate only above the bound of its user. */
    private final float[] bounds;
    /** Where scores may be above the bounds, from {@link Kernels#setProductNear}. */
    private final int[] near;
    /** Where scores are above the bounds, from {@link Kernels#above}. */
    private final int[] found;

    private int userCount;
    /** The number of entries in near. */
    private int nearCount;

    /**
     * @param rank the length of the factors
     * @param batch the largest number of users
     * @param block the largest number of items in a block
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

    /**
     * Takes a batch of users.
     *
     * @param factors [users] [rank], or empty for a user without factors
     */
    void take(float[][] factors) {
        userCount = factors.length;
        users.shape(rank, userCount);
        for (int user = 0; user < userCount; user++) {
            float[] row = factors[user];
            for (int k = 0; k < row.length; k++) {
                users.values[k * users.stride + user] = row[k];
            }
        }
    }

    /**
     * Scores a block.
     *
     * @param items of which the block is scored
     * @param block its index
     */
    void score(PackedItems items, int block) {
        kernels.setProduct(
                users,
                items.blocks()[block],
                rank,
                items.biases(),
                items.first(block),
                scores,
                userCount,
                items.width(block));
    }

    /**
     * Scores a block, and finds where scores may reach the users' bounds.
     *
     * @param items of which the block is scored
     * @param block its index
     * @param best [users] whose bounds are used
     */
    void score(PackedItems items, int block, TopK[] best) {
        for (int user = 0; user < bounds.length; user++) {
            bounds[user] = user < userCount ? Math.nextDown(best[user].bound()) : Float.POSITIVE_INFINITY;
        }
        nearCount = kernels.setProductNear(
                users,
                items.blocks()[block],
                rank,
                items.biases(),
                items.first(block),
                scores,
                userCount,
                items.width(block),
                bounds,
                near);
    }

    /** Excludes an item of the block for a user. */
    void exclude(int user, int item) {
        scores.values[user * scores.stride + item] = Float.NEGATIVE_INFINITY;
    }

    /** Excludes the items of the block that marks exclude for a user. */
    void exclude(int user, PackedItems items, int block, ItemMarks marks, Exclusions exclusions) {
        if (marks.mayExclude(exclusions)) {
            int first = items.first(block);
            for (int i = 0; i < items.width(block); i++) {
                if (!marks.admit(items.order()[first + i], exclusions)) {
                    exclude(user, i);
                }
            }
        }
    }

    /**
     * Offers the items whose scores reach the bounds, except those that marks exclude.
     *
     * @param items of which the block was scored
     * @param block its index
     * @param marks of all items
     * @param exclusions [users]
     * @param best [users] each gets its user's items
     */
    void offer(PackedItems items, int block, ItemMarks marks, Exclusions[] exclusions, TopK[] best) {
        int first = items.first(block);
        int candidates = kernels.above(scores, bounds, near, nearCount, items.width(block), found);
        for (int i = 0; i < candidates; i++) {
            int user = found[i] / Kernels.ROW_FACTOR;
            int item = found[i] % Kernels.ROW_FACTOR;
            int position = items.order()[first + item];
            if (marks.admit(position, exclusions[user])) {
                best[user].offer(position, scores.values[user * scores.stride + item]);
            }
        }
    }

    /**
     * Counts a user's scores of the block that are above those of the user's positives.
     *
     * @param width the number of items in the block
     * @return the number of positives whose score an item of the block has; their indices are written
     */
    int addAbove(int user, int width, PositiveRanks positives) {
        int at = user * scores.stride;
        int padded = Matrix.padded(width);
        Arrays.fill(scores.values, at + width, at + padded, Float.NEGATIVE_INFINITY);
        return kernels.addAbove(
                scores.values,
                at,
                padded,
                positives.bounds(),
                positives.first(user),
                positives.first(user + 1),
                positives.above(),
                positives.tied());
    }

    /** A user's score of an item of the block. */
    float score(int user, int item) {
        return scores.values[user * scores.stride + item];
    }

    /** Keeps the larger of a user's scores of the block and the elements of a row, from a column on. */
    void keepLarger(int user, int width, Matrix largest, int column) {
        kernels.keepLarger(scores.values, user * scores.stride, largest.values, user * largest.stride + column, width);
    }

    /**
     * Copies a user's scores of the block.
     *
     * @param items of which the block was scored
     * @param block its index
     * @param to [positions] the scores of the block's items are written
     */
    void copy(int user, PackedItems items, int block, float[] to) {
        int at = user * scores.stride;
        int first = items.first(block);
        for (int i = 0; i < items.width(block); i++) {
            to[items.order()[first + i]] = scores.values[at + i];
        }
    }
}
