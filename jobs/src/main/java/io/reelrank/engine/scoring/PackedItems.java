package io.reelrank.engine.scoring;

import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Items in an order of the caller, cut into blocks. A block is stored factor by factor. Immutable.
 *
 * @param order [slots] the position of the item in each slot
 * @param biases [slots], padded with zeros
 * @param blocks [rank × items], {@link #BLOCK} items each; the last may have fewer
 */
// Arrays, because boxes cost more than the scoring; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record PackedItems(int[] order, float[] biases, Matrix[] blocks) implements Serializable {
    static final int BLOCK = 128;

    /**
     * Packs items.
     *
     * @param rank the length of the factors
     * @param order [slots] their positions
     * @param factors [positions × rank]
     * @param biases [positions]
     */
    static PackedItems of(int rank, int[] order, float[] factors, float[] biases) {
        float[] ordered = new float[Matrix.padded(order.length)];
        for (int slot = 0; slot < order.length; slot++) {
            ordered[slot] = biases[order[slot]];
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

    /** The same items with other biases: [slots], padded with zeros. */
    PackedItems with(float[] otherBiases) {
        return new PackedItems(order, otherBiases, blocks);
    }

    /** The items in some slots, in the order of these slots; a slot may come twice. */
    PackedItems some(int[] slots, int rank) {
        int[] positions = new int[slots.length];
        float[] ordered = new float[Matrix.padded(slots.length)];
        Matrix[] cut = new Matrix[(slots.length + BLOCK - 1) / BLOCK];
        for (int i = 0; i < slots.length; i++) {
            positions[i] = order[slots[i]];
            ordered[i] = biases[slots[i]];
            if (i % BLOCK == 0) {
                cut[i / BLOCK] = new Matrix(rank, Math.min(BLOCK, slots.length - i));
            }
            Matrix from = blocks[slots[i] / BLOCK];
            Matrix to = cut[i / BLOCK];
            for (int k = 0; k < rank; k++) {
                to.values[k * to.stride + i % BLOCK] = from.values[k * from.stride + slots[i] % BLOCK];
            }
        }
        return new PackedItems(positions, ordered, cut);
    }

    /** The first slot of a block. */
    int first(int block) {
        return block * BLOCK;
    }

    /** The number of items in a block. */
    int width(int block) {
        return Math.min(BLOCK, order.length - first(block));
    }

    /** The size of the arrays in bytes. */
    long bytes() {
        return 8L * order.length
                + Arrays.stream(blocks)
                        .mapToLong(block -> 4L * block.values.length)
                        .sum();
    }
}
