package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The factors of the items of a model by their ids, and their Gramian YᵀY, which the systems of all users share.
 * Immutable.
 *
 * <p>Memory: (rank + 1) · 4 bytes an item.
 */
public final class ItemFactors implements Serializable {
    private static final long serialVersionUID = 1;

    private final int rank;
    private final int[] items;
    private final float[] factors;
    private final double[] gramian;

    /**
     * Takes the arrays, which must not be changed afterwards.
     *
     * @param rank the length of the factors, at least 1
     * @param items the items' ids, ascending
     * @param factors [items × rank]
     * @throws IllegalArgumentException if the lengths differ
     */
    public ItemFactors(int rank, int[] items, float[] factors) {
        if ((long) items.length * rank != factors.length) {
            throw new IllegalArgumentException(
                    "illegal lengths: %d items, %d factors of rank %d".formatted(items.length, factors.length, rank));
        }
        this.rank = rank;
        this.items = items;
        this.factors = factors;
        this.gramian = new double[rank * rank];
        for (int offset = 0; offset < factors.length; offset += rank) {
            addOuter(1, offset, gramian);
        }
    }

    /** Whether the model has factors of an item. */
    public boolean has(int item) {
        return offset(item) >= 0;
    }

    /** The number of items. */
    public int size() {
        return items.length;
    }

    /** The items' ids, ascending; not to be changed. */
    int[] ids() {
        return items;
    }

    /** A copy of the factors of the item with an index in the order of the ids, [rank]. */
    float[] row(int index) {
        return Arrays.copyOfRange(factors, index * rank, (index + 1) * rank);
    }

    /** The length of the factors. */
    int rank() {
        return rank;
    }

    /** The offset of an item's factors; negative if the model does not know the item. */
    int offset(int item) {
        int index = Arrays.binarySearch(items, item);
        return index < 0 ? -1 : index * rank;
    }

    /** y_iᵀ z of the item at an offset. In four sums, because an addition waits for the one before it in the same sum. */
    double dot(int offset, double[] z) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 4 <= rank; k += 4) {
            s0 += factors[offset + k] * z[k];
            s1 += factors[offset + k + 1] * z[k + 1];
            s2 += factors[offset + k + 2] * z[k + 2];
            s3 += factors[offset + k + 3] * z[k + 3];
        }
        for (; k < rank; k++) {
            s0 += factors[offset + k] * z[k];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** [rank] the factors at an offset, as doubles. */
    double[] at(int offset) {
        double[] values = new double[rank];
        for (int k = 0; k < rank; k++) {
            values[k] = factors[offset + k];
        }
        return values;
    }

    /** [rank × rank] a copy of YᵀY; only the upper half is filled. */
    double[] gramian() {
        return gramian.clone();
    }

    /** Adds weight · y yᵀ of the item at an offset to the upper half of a matrix, [rank × rank]. */
    void addOuter(double weight, int offset, double[] matrix) {
        double[] scaled = new double[rank];
        for (int k = 0; k < rank; k++) {
            scaled[k] = weight * factors[offset + k];
        }
        for (int k = 0; k < rank; k++) {
            double factor = factors[offset + k];
            for (int l = k; l < rank; l++) {
                matrix[k * rank + l] += factor * scaled[l];
            }
        }
    }
}
