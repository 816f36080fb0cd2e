package io.reelrank.engine.solver;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Regresses factors on features: the W that minimises
 *
 * <pre>Σ_i λ_i ‖y_i − Wᵀ f_i‖² + μ ‖W‖²,   that is   (Fᵀ Λ F + μ I) W = Fᵀ Λ Y</pre>
 *
 * by conjugate gradients (Hestenes, Stiefel 1952) with the diagonal as preconditioner, all columns of W side by side,
 * each with step lengths of its own.
 *
 * <p>Memory: 24 bytes for every two features that meet, and 40 a feature and factor while it solves. The cores of one
 * machine share the work; the result is the same for any number of them.
 */
public final class FeatureRegression {
    /** The residual, as a share of the right-hand side's norm, at which all columns are solved. */
    private static final double TOLERANCE = 1e-8;

    private static final int MOST_STEPS = 1000;

    private final int features;
    private final double ridge;
    private final int[] starts;
    private final int[] columns;
    private final double[] values;
    private final double[] diagonal;

    /**
     * Prepares the system.
     *
     * @param products Fᵀ Λ F
     * @param ridge μ, positive
     */
    public FeatureRegression(FeatureProducts products, double ridge) {
        this.features = products.features();
        this.ridge = ridge;
        this.diagonal = new double[features];
        Arrays.fill(diagonal, ridge);
        this.starts = new int[features + 1];
        for (int entry = 0; entry < products.size(); entry++) {
            starts[products.row(entry) + 1]++;
            if (products.row(entry) == products.column(entry)) {
                diagonal[products.row(entry)] += products.value(entry);
            } else {
                starts[products.column(entry) + 1]++;
            }
        }
        for (int row = 0; row < features; row++) {
            starts[row + 1] = Math.addExact(starts[row], starts[row + 1]);
        }
        this.columns = new int[starts[features]];
        this.values = new double[starts[features]];
        int[] next = starts.clone();
        for (int entry = 0; entry < products.size(); entry++) {
            int row = products.row(entry);
            int column = products.column(entry);
            columns[next[row]] = column;
            values[next[row]++] = products.value(entry);
            if (row != column) {
                columns[next[column]] = row;
                values[next[column]++] = products.value(entry);
            }
        }
    }

    /**
     * The minimiser.
     *
     * @param targets Fᵀ Λ Y
     * @param start where to start from
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
        double[] slopes = dots(rank, residual, preconditioned);
        for (int step = 0; step < MOST_STEPS && sum(dots(rank, residual, residual)) > bound; step++) {
            double[] image = times(rank, direction);
            double[] curvatures = dots(rank, direction, image);
            double[] lengths = new double[rank];
            for (int k = 0; k < rank; k++) {
                lengths[k] = curvatures[k] > 0 ? slopes[k] / curvatures[k] : 0;
            }
            for (int i = 0; i < w.length; i++) {
                w[i] += lengths[i % rank] * direction[i];
                residual[i] -= lengths[i % rank] * image[i];
            }
            preconditioned = preconditioned(rank, residual);
            double[] former = slopes;
            slopes = dots(rank, residual, preconditioned);
            for (int i = 0; i < w.length; i++) {
                int k = i % rank;
                direction[i] = preconditioned[i] + (former[k] > 0 ? slopes[k] / former[k] : 0) * direction[i];
            }
        }
        return FeatureMap.rounded(rank, w);
    }

    /**
     * The value of what is minimised.
     *
     * @param targets the sums over the factors
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

    /** [rank] the products of the columns. */
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
