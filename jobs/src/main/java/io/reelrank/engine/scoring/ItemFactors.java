package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The factors of the items of a model by their ids, and their Gramian YᵀY, which the systems of all users share.
 * Immutable.
 *
 * <p>Memory: (rank + 1) · 4 bytes an item.
 */
public final class ItemFactors implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int ROWS = 4;

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
        double[] ones = new double[items.length];
        Arrays.fill(ones, 1);
        addOuter(
                ones,
                IntStream.range(0, items.length).map(index -> index * rank).toArray(),
                items.length,
                gramian);
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

    /** Writes the factors at an offset to a column of a matrix, [rank × columns]; nothing if the offset is negative. */
    void write(int offset, double[] matrix, int column, int columns) {
        for (int k = 0; k < rank && offset >= 0; k++) {
            matrix[k * columns + column] = factors[offset + k];
        }
    }

    /**
     * The products of the factors at an offset and each column of a matrix.
     *
     * @param matrix [rank × columns]
     * @param products [columns], overwritten
     */
    void multiply(int offset, double[] matrix, double[] products) {
        int columns = products.length;
        Arrays.fill(products, 0);
        int k = 0;
        for (; k + ROWS <= rank; k += ROWS) {
            double a = factors[offset + k];
            double b = factors[offset + k + 1];
            double c = factors[offset + k + 2];
            double d = factors[offset + k + 3];
            int first = k * columns;
            int second = first + columns;
            int third = second + columns;
            int fourth = third + columns;
            for (int i = 0; i < columns; i++) {
                products[i] += a * matrix[first + i]
                        + b * matrix[second + i]
                        + (c * matrix[third + i] + d * matrix[fourth + i]);
            }
        }
        for (; k < rank; k++) {
            double a = factors[offset + k];
            for (int i = 0; i < columns; i++) {
                products[i] += a * matrix[k * columns + i];
            }
        }
    }

    /** [rank × rank] a copy of YᵀY; only the upper half is filled. */
    double[] gramian() {
        return gramian.clone();
    }

    /**
     * Adds Σ weight · y yᵀ of some items to the upper half of a matrix, four items at a time, so that a sum is read and
     * written once for four products.
     *
     * @param weights of the items
     * @param offsets of the items
     * @param count how many items these are: the first in both arrays
     * @param matrix [rank × rank]
     */
    void addOuter(double[] weights, int[] offsets, int count, double[] matrix) {
        double[] rows = new double[ROWS * rank];
        double[][] scaled = new double[ROWS][rank];
        for (int start = 0; start < count; start += ROWS) {
            for (int r = 0; r < ROWS; r++) {
                boolean isItem = start + r < count;
                for (int k = 0; k < rank; k++) {
                    double factor = isItem ? factors[offsets[start + r] + k] : 0;
                    rows[r * rank + k] = factor;
                    scaled[r][k] = isItem ? weights[start + r] * factor : 0;
                }
            }
            addFour(rows, scaled, matrix);
        }
    }

    private void addFour(double[] rows, double[][] scaled, double[] matrix) {
        double[] first = scaled[0];
        double[] second = scaled[1];
        double[] third = scaled[2];
        double[] fourth = scaled[3];
        for (int k = 0; k < rank; k++) {
            double a = rows[k];
            double b = rows[rank + k];
            double c = rows[2 * rank + k];
            double d = rows[3 * rank + k];
            int at = k * rank;
            for (int l = k; l < rank; l++) {
                matrix[at + l] = matrix[at + l] + a * first[l] + b * second[l] + c * third[l] + d * fourth[l];
            }
        }
    }
}
