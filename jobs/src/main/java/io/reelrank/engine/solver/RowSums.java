package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;

/**
 * Partial sums of a row's normal equations over some of its pairs: Σ_j w_j z_j z_jᵀ, Σ_j b_j z_j and Σ_j b_j, in the
 * eigenbasis of the fixed side. They are for a row whose pairs are in several places. {@link #CHUNK} pairs at a time
 * are summed in floats, and the chunks in doubles. So the rounding error over millions of pairs is not larger than over
 * some hundreds.
 *
 * <p>Memory: 4 rank² bytes. Immutable.
 */
public final class RowSums implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int CHUNK = 4096;

    /** [rank (rank + 1) / 2] Σ_j w_j z_j z_jᵀ, the upper half by rows. */
    private final double[] products;
    /** [rank] Σ_j b_j z_j. */
    private final double[] targets;
    /** Σ_j b_j. */
    private final double targetSum;

    private RowSums(double[] products, double[] targets, double targetSum) {
        this.products = products;
        this.targets = targets;
        this.targetSum = targetSum;
    }

    /**
     * The sums over the pairs of one row of a block.
     *
     * @param side the fixed side
     * @param rows the block
     * @param row which of its rows
     */
    public static RowSums of(FixedSide side, SparseRows rows, int row) {
        int rank = side.rank();
        double[] products = new double[rank * (rank + 1) / 2];
        double[] targets = new double[rank];
        double targetSum = 0;
        RowSystem system = new RowSystem(side);
        NormalEquations equations = new NormalEquations(Kernels.best(), rank);
        int end = rows.starts()[row + 1];
        for (int from = rows.starts()[row]; from < end; from += CHUNK) {
            system.loadPairs(rows, from, Math.min(end, from + CHUNK));
            float[] h = new float[side.stride()];
            equations.clear();
            equations.add(system, h);
            Matrix chunk = equations.products();
            int element = 0;
            for (int k = 0; k < rank; k++) {
                targets[k] += h[k];
                for (int l = k; l < rank; l++) {
                    products[element++] += chunk.values[k * chunk.stride + l];
                }
            }
            for (int j = 0; j < system.count; j++) {
                targetSum += system.targets[j];
            }
        }
        return new RowSums(products, targets, targetSum);
    }

    /** The sums over these pairs and others. */
    public RowSums plus(RowSums more) {
        return new RowSums(sum(products, more.products), sum(targets, more.targets), targetSum + more.targetSum);
    }

    /**
     * The contribution of the pairs to the loss, in the sense of {@link Loss#observed}:
     *
     * <pre>Σ_j c (p − s)² − α₀ s² = xᵀ (Σ w z zᵀ) x − 2 xᵀ Σ b z + Σ b,   s = xᵀz</pre>
     *
     * @param x [rank] the row's factors, in the basis
     */
    public double observed(float[] x) {
        double sum = targetSum;
        int element = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * (x[k] * products[element++] - 2 * targets[k]);
            for (int l = k + 1; l < x.length; l++) {
                sum += 2.0 * x[k] * x[l] * products[element++];
            }
        }
        return sum;
    }

    /** Whether no pair has a positive strength. */
    boolean hasNoPositives() {
        return targetSum == 0;
    }

    /** Adds Σ_j b_j z_j to h, and writes the upper half of Σ_j w_j z_j z_jᵀ. */
    void write(Matrix upper, float[] h) {
        int rank = targets.length;
        upper.shape(rank, rank);
        int element = 0;
        for (int k = 0; k < rank; k++) {
            h[k] += (float) targets[k];
            for (int l = k; l < rank; l++) {
                upper.values[k * upper.stride + l] = (float) products[element++];
            }
        }
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
