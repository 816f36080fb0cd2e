package io.reelrank.engine.solver;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Ridge regression of factors on features: finds the W that minimises
 *
 * <pre>Σ_i λ_i ‖y_i − Wᵀ f_i‖² + μ ‖W‖²,   that is   (Fᵀ Λ F + μ I) W = Fᵀ Λ Y</pre>
 *
 * by conjugate gradients (Hestenes, Stiefel 1952), preconditioned by the diagonal. All columns of W are solved side by
 * side, each with its own step lengths.
 *
 * <p>Memory: 24 bytes for every two features that a row has together, and 40 · features · rank while it solves. All
 * cores of the machine share the work; the result is the same for any number of cores.
 */
public final class FeatureRegression {
    /** Stops when the norm of the residual is this share of the norm of the right-hand side. */
    private static final double TOLERANCE = 1e-8;

    private static final int MAX_STEPS = 1000;

    private final int features;
    private final double ridge;
    /** Fᵀ Λ F in compressed sparse row format, both halves. */
    private final int[] starts;

    private final int[] columns;
    private final double[] values;
    /** [features] of Fᵀ Λ F + μ I. */
    private final double[] diagonal;

    /**
     * Prepares the system.
     *
     * @param gramian Fᵀ Λ F
     * @param ridge μ, positive
     */
    public FeatureRegression(FeatureGramian gramian, double ridge) {
        this.features = gramian.features();
        this.ridge = ridge;
        this.diagonal = new double[features];
        Arrays.fill(diagonal, ridge);
        this.starts = new int[features + 1];
        for (int entry = 0; entry < gramian.size(); entry++) {
            starts[gramian.row(entry) + 1]++;
            if (gramian.row(entry) == gramian.column(entry)) {
                diagonal[gramian.row(entry)] += gramian.value(entry);
            } else {
                starts[gramian.column(entry) + 1]++;
            }
        }
        for (int row = 0; row < features; row++) {
            starts[row + 1] = Math.addExact(starts[row], starts[row + 1]);
        }
        this.columns = new int[starts[features]];
        this.values = new double[starts[features]];
        int[] next = starts.clone();
        for (int entry = 0; entry < gramian.size(); entry++) {
            int row = gramian.row(entry);
            int column = gramian.column(entry);
            columns[next[row]] = column;
            values[next[row]++] = gramian.value(entry);
            if (row != column) {
                columns[next[column]] = row;
                values[next[column]++] = gramian.value(entry);
            }
        }
    }

    /**
     * Finds W.
     *
     * @param targets with Fᵀ Λ Y
     * @param start the W that the iteration starts from
     */
    public FeatureMap fit(FeatureTargets targets, FeatureMap start) {
        int rank = start.rank();
        double bound = TOLERANCE * TOLERANCE * sum(dots(rank, targets.products(), targets.products()));
        if (bound == 0) {
            return FeatureMap.zero(features, rank);
        }
        double[] w = start.weights();
        double[] residual = times(rank, w);
        for (int i = 0; i < w.length; i++) {
            residual[i] = targets.products()[i] - residual[i];
        }
        double[] preconditioned = preconditioned(rank, residual);
        double[] direction = preconditioned.clone();
        double[] energies = dots(rank, residual, preconditioned);
        for (int step = 0; step < MAX_STEPS && sum(dots(rank, residual, residual)) > bound; step++) {
            double[] image = times(rank, direction);
            double[] curvatures = dots(rank, direction, image);
            double[] stepLengths = new double[rank];
            for (int k = 0; k < rank; k++) {
                stepLengths[k] = curvatures[k] > 0 ? energies[k] / curvatures[k] : 0;
            }
            for (int i = 0; i < w.length; i++) {
                w[i] += stepLengths[i % rank] * direction[i];
                residual[i] -= stepLengths[i % rank] * image[i];
            }
            preconditioned = preconditioned(rank, residual);
            double[] before = energies;
            energies = dots(rank, residual, preconditioned);
            for (int i = 0; i < w.length; i++) {
                int k = i % rank;
                direction[i] = preconditioned[i] + (before[k] > 0 ? energies[k] / before[k] : 0) * direction[i];
            }
        }
        return FeatureMap.rounded(rank, w);
    }

    /**
     * The value of the minimised function.
     *
     * @param targets the sums over the same factors
     * @param map any W
     */
    public double value(FeatureTargets targets, FeatureMap map) {
        double[] w = map.weights();
        double[] image = times(map.rank(), w);
        double sum = targets.squares();
        for (int i = 0; i < w.length; i++) {
            sum += w[i] * (image[i] - 2 * targets.products()[i]);
        }
        return sum;
    }

    /** (Fᵀ Λ F + μ I) X. */
    private double[] times(int rank, double[] x) {
        double[] product = new double[x.length];
        IntStream.range(0, features).parallel().forEach(row -> {
            int to = row * rank;
            for (int k = 0; k < rank; k++) {
                product[to + k] = ridge * x[to + k];
            }
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                int from = columns[at] * rank;
                double value = values[at];
                for (int k = 0; k < rank; k++) {
                    product[to + k] += value * x[from + k];
                }
            }
        });
        return product;
    }

    private double[] preconditioned(int rank, double[] residual) {
        double[] scaled = new double[residual.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = residual[i] / diagonal[i / rank];
        }
        return scaled;
    }

    /** [rank] the dot product of each column of a with the same column of b. */
    private static double[] dots(int rank, double[] a, double[] b) {
        double[] sums = new double[rank];
        for (int i = 0; i < a.length; i += rank) {
            for (int k = 0; k < rank; k++) {
                sums[k] += a[i + k] * b[i + k];
            }
        }
        return sums;
    }

    private static double sum(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }
}
