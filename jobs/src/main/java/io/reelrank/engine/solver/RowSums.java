package io.reelrank.engine.solver;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.io.Serializable;

/**
 * What some of a row's pairs add to its system, Σ_j w_j z_j z_jᵀ, Σ_j b_j z_j and Σ_j b_j, in the eigenbasis of the
 * fixed side: for a row whose pairs are in several places. Floats are summed over {@link #CHUNK} pairs at a time, and
 * these in doubles, so that millions of pairs lose no more than some hundreds.
 *
 * <p>Memory: 4 rank² bytes. Immutable.
 */
public final class RowSums implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int CHUNK = 4096;

    /** [rank (rank + 1) / 2] the upper half by rows. */
    private final double[] products;
    /** [rank] */
    private final double[] targets;

    private final double wanted;

    private RowSums(double[] products, double[] targets, double wanted) {
        this.products = products;
        this.targets = targets;
        this.wanted = wanted;
    }

    /**
     * The sums over the pairs of one of a block's rows.
     *
     * @param side the other side
     * @param rows the block
     * @param row which of its rows
     */
    public static RowSums of(FixedSide side, SparseRows rows, int row) {
        int rank = side.rank();
        double[] products = new double[rank * (rank + 1) / 2];
        double[] targets = new double[rank];
        double wanted = 0;
        RowSystem system = new RowSystem(side);
        PrimalSums sums = new PrimalSums(Kernels.best(), rank);
        int end = rows.starts()[row + 1];
        for (int from = rows.starts()[row]; from < end; from += CHUNK) {
            system.take(rows, from, Math.min(end, from + CHUNK));
            float[] h = new float[side.stride()];
            sums.clear();
            sums.add(system, h);
            Matrix chunk = sums.products();
            int at = 0;
            for (int k = 0; k < rank; k++) {
                targets[k] += h[k];
                for (int l = k; l < rank; l++) {
                    products[at++] += chunk.values[k * chunk.stride + l];
                }
            }
            for (int j = 0; j < system.count; j++) {
                wanted += system.targets[j];
            }
        }
        return new RowSums(products, targets, wanted);
    }

    /** The sums over these and other pairs. */
    public RowSums plus(RowSums more) {
        return new RowSums(sum(products, more.products), sum(targets, more.targets), wanted + more.wanted);
    }

    /**
     * What the pairs add to the loss of all pairs as if unobserved, as {@link Loss#observed} has it:
     *
     * <pre>Σ_j c (p − s)² − α₀ s² = xᵀ (Σ w z zᵀ) x − 2 xᵀ Σ b z + Σ b,   s = xᵀz</pre>
     *
     * @param x [rank] the row's factors, in the basis
     */
    public double observed(float[] x) {
        double sum = wanted;
        int at = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * (x[k] * products[at++] - 2 * targets[k]);
            for (int l = k + 1; l < x.length; l++) {
                sum += 2.0 * x[k] * x[l] * products[at++];
            }
        }
        return sum;
    }

    /** Whether nothing was wanted. */
    boolean wantsNothing() {
        return wanted == 0;
    }

    /** Adds Σ_j b_j z_j to h, and writes the upper half of Σ_j w_j z_j z_jᵀ. */
    void write(Matrix upper, float[] h) {
        int rank = targets.length;
        upper.shape(rank, rank);
        int at = 0;
        for (int k = 0; k < rank; k++) {
            h[k] += (float) targets[k];
            for (int l = k; l < rank; l++) {
                upper.values[k * upper.stride + l] = (float) products[at++];
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
