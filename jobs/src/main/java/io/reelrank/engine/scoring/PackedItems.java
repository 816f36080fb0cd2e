package io.reelrank.engine.scoring;

import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Items in an order, cut into blocks, within a block factor after factor. Immutable.
 *
 * @param order [places] the item's position at each place
 * @param biases [places], padded with zeros
 * @param blocks of {@link #BLOCK} items each but the last, [rank × items]
 */
// Arrays, because boxes cost more than the scoring; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record PackedItems(int[] order, float[] biases, Matrix[] blocks) implements Serializable {
    static final int BLOCK = 128;

    /**
     * Packs items.
     *
     * @param order [places] their positions
     * @param factors [positions × rank]
     * @param biases [positions]
     */
    static PackedItems of(int rank, int[] order, float[] factors, float[] biases) {
        float[] ordered = new float[Matrix.padded(order.length)];
        for (int place = 0; place < order.length; place++) {
            ordered[place] = biases[order[place]];
        }
        Matrix[] blocks = new Matrix[(order.length + BLOCK - 1) / BLOCK];
        for (int block = 0; block < blocks.length; block++) {
            int first = block * BLOCK;
            blocks[block] = block(rank, order, first, Math.min(BLOCK, order.length - first), factors);
        }
        return new PackedItems(order, ordered, blocks);
    }

    private static Matrix block(int rank, int[] order, int first, int width, float[] factors) {
        Matrix block = new Matrix(rank, width);
        for (int i = 0; i < width; i++) {
            int from = order[first + i] * rank;
            for (int k = 0; k < rank; k++) {
                block.values[k * block.stride + i] = factors[from + k];
            }
        }
        return block;
    }

    /** The place where a block begins. */
    int first(int block) {
        return block * BLOCK;
    }

    /** How many items a block has. */
    int width(int block) {
        return Math.min(BLOCK, order.length - first(block));
    }

    /** What these take, in bytes. */
    long bytes() {
        return 8L * order.length
                + Arrays.stream(blocks)
                        .mapToLong(block -> 4L * block.values.length)
                        .sum();
    }
}
