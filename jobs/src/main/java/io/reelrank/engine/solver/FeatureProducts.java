package io.reelrank.engine.solver;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Fᵀ Λ F of rows of features, sparse: for every two features that meet in a row, the sum of λ f_a f_b. The sum of
 * blocks' products, added in a fixed order, is that of all. Immutable.
 *
 * <p>Memory: 16 bytes for every two features that meet, a half of the matrix being kept; while a block is multiplied, 8
 * bytes for every two features of each of its rows besides.
 */
public final class FeatureProducts implements Serializable {
    private static final long serialVersionUID = 1;

    private final int features;
    private final long[] keys;
    private final double[] values;

    private FeatureProducts(int features, long[] keys, double[] values) {
        this.features = features;
        this.keys = keys;
        this.values = values;
    }

    /** The products of no rows. */
    public static FeatureProducts none(int features) {
        return new FeatureProducts(features, new long[0], new double[0]);
    }

    /**
     * The products of a block.
     *
     * @param features how many there are
     * @param rows f, an index being a feature's number and a strength its value
     * @param lambdas [rows] λ
     */
    public static FeatureProducts of(int features, SparseRows rows, double[] lambdas) {
        int count = 0;
        for (int row = 0; row < rows.size(); row++) {
            count = Math.addExact(count, rows.pairs(row) * (rows.pairs(row) + 1) / 2);
        }
        long[] met = new long[count];
        int size = 0;
        for (int row = 0; row < rows.size(); row++) {
            for (int a = rows.starts()[row]; a < rows.starts()[row + 1]; a++) {
                for (int b = rows.starts()[row]; b <= a; b++) {
                    met[size++] = key(features, rows.indices()[a], rows.indices()[b]);
                }
            }
        }
        long[] keys = Arrays.stream(met).sorted().distinct().toArray();
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
        return new FeatureProducts(features, keys, values);
    }

    /** The sum of these and others. */
    public FeatureProducts plus(FeatureProducts other) {
        long[] both = new long[keys.length + other.keys.length];
        double[] sums = new double[both.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < keys.length || j < other.keys.length) {
            long mine = i < keys.length ? keys[i] : Long.MAX_VALUE;
            long theirs = j < other.keys.length ? other.keys[j] : Long.MAX_VALUE;
            both[size] = Math.min(mine, theirs);
            sums[size++] = (mine <= theirs ? values[i++] : 0) + (theirs <= mine ? other.values[j++] : 0);
        }
        return new FeatureProducts(features, Arrays.copyOf(both, size), Arrays.copyOf(sums, size));
    }

    /** How many features there are. */
    int features() {
        return features;
    }

    /** How many entries are kept: all that are not zero on and below the diagonal. */
    int size() {
        return keys.length;
    }

    /** The row of an entry, not below its column. */
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
