package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The factors of all items of a model by their numbers, and what all users' systems share, the Gramian YᵀY. Immutable.
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
     * Takes the factors; neither array may be changed afterwards.
     *
     * @param rank the factors' length, at least 1
     * @param items the items' numbers, ascending
     * @param factors [items × rank], item after item
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
        for (int at = 0; at < factors.length; at += rank) {
            addOuter(1, at, gramian);
        }
    }

    /** Whether an item has factors here. */
    public boolean has(int item) {
        return position(item) >= 0;
    }

    /** The factors' length. */
    int rank() {
        return rank;
    }

    /** Where an item's factors begin, or negative for an item that the model does not know. */
    int position(int item) {
        int index = Arrays.binarySearch(items, item);
        return index < 0 ? -1 : index * rank;
    }

    /** y_iᵀ z of the item at a position. */
    double dot(int position, double[] z) {
        double sum = 0;
        for (int k = 0; k < rank; k++) {
            sum += factors[position + k] * z[k];
        }
        return sum;
    }

    /** The factors at a position as doubles, [rank]. */
    double[] at(int position) {
        double[] values = new double[rank];
        for (int k = 0; k < rank; k++) {
            values[k] = factors[position + k];
        }
        return values;
    }

    /** YᵀY, [rank × rank], its lower half; a copy. */
    double[] gramian() {
        return gramian.clone();
    }

    /** Adds weight · y yᵀ of the item at a position to the lower half of a matrix. */
    void addOuter(double weight, int position, double[] matrix) {
        for (int k = 0; k < rank; k++) {
            double scaled = weight * factors[position + k];
            for (int l = 0; l <= k; l++) {
                matrix[k * rank + l] += scaled * factors[position + l];
            }
        }
    }
}
