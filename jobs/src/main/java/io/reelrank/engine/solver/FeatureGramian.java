package io.reelrank.engine.solver;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Fᵀ Λ F of rows of features, as a sparse matrix: for every two features that a row has together, the sum of λ f_a f_b.
 * It is additive over blocks of rows; the caller adds the blocks in a fixed order. Immutable.
 *
 * <p>Memory: 16 bytes for every two features that a row has together, because only the lower half is stored. While a
 * block is multiplied, 8 bytes more for every two features of each of its rows.
 */
public final class FeatureGramian implements Serializable {
    private static final long serialVersionUID = 1;

    private final int features;
    /** [entries] row · features + column, ascending. */
    private final long[] keys;
    /** [entries] the sum of λ f_a f_b. */
    private final double[] values;

    private FeatureGramian(int features, long[] keys, double[] values) {
        this.features = features;
        this.keys = keys;
        this.values = values;
    }

    /** The sum over no rows. */
    public static FeatureGramian none(int features) {
        return new FeatureGramian(features, new long[0], new double[0]);
    }

    /**
     * The sum over a block of rows.
     *
     * @param features how many features there are
     * @param rows f: an index is a feature's number, a strength its value
     * @param lambdas [rows] λ
     */
    public static FeatureGramian of(int features, SparseRows rows, double[] lambdas) {
        int count = 0;
        for (int row = 0; row < rows.size(); row++) {
            count = Math.addExact(count, rows.pairs(row) * (rows.pairs(row) + 1) / 2);
        }
        long[] occurring = new long[count];
        int size = 0;
        for (int row = 0; row < rows.size(); row++) {
            for (int a = rows.starts()[row]; a < rows.starts()[row + 1]; a++) {
                for (int b = rows.starts()[row]; b <= a; b++) {
                    occurring[size++] = key(features, rows.indices()[a], rows.indices()[b]);
                }
            }
        }
        long[] keys = Arrays.stream(occurring).sorted().distinct().toArray();
        double[] values = new double[keys.length];
        for (int row = 0; row < rows.size(); row++) {
            for (int a = rows.starts()[row]; a < rows.starts()[row + 1]; a++) {
                double weight = lambdas[row] * rows.strengths()[a];
                for (int b = rows.starts()[row]; b <= a; b++) {
                    long key = key(features, rows.indices()[a], rows.indices()[b]);
                    values[Arrays.binarySearch(keys, key)] += weight * rows.strengths()[b];
                }
            }
        }
        return new FeatureGramian(features, keys, values);
    }

    /** The sum over these rows and others. */
    public FeatureGramian plus(FeatureGramian other) {
        long[] union = new long[keys.length + other.keys.length];
        double[] sums = new double[union.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < keys.length || j < other.keys.length) {
            long key = i < keys.length ? keys[i] : Long.MAX_VALUE;
            long otherKey = j < other.keys.length ? other.keys[j] : Long.MAX_VALUE;
            union[size] = Math.min(key, otherKey);
            sums[size++] = (key <= otherKey ? values[i++] : 0) + (otherKey <= key ? other.values[j++] : 0);
        }
        return new FeatureGramian(features, Arrays.copyOf(union, size), Arrays.copyOf(sums, size));
    }

    /** How many features there are. */
    int features() {
        return features;
    }

    /** How many entries are stored: the features that occur together, on and below the diagonal. */
    int size() {
        return keys.length;
    }

    /** The row of an entry, at least its column. */
    int row(int entry) {
        return (int) (keys[entry] / features);
    }

    /** The column of an entry. */
    int column(int entry) {
        return (int) (keys[entry] % features);
    }

    double value(int entry) {
        return values[entry];
    }

    private static long key(int features, int a, int b) {
        return (long) Math.max(a, b) * features + Math.min(a, b);
    }
}
