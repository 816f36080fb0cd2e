package io.reelrank.engine.solver;

import java.util.Arrays;

/**
 * A slow and readable solver of a row's normal equations: dense, in doubles, in the original basis, by Gaussian
 * elimination.
 */
final class DenseReference {
    private final Objective objective;
    private final int rank;
    private final float[] others;
    private final double[][] shared;

    DenseReference(Objective objective, int rank, float[] others) {
        this.objective = objective;
        this.rank = rank;
        this.others = others;
        this.shared = new double[rank][rank + 1];
        for (int i = 0; i < others.length / rank; i++) {
            addOuter(shared, objective.unobserved(), i);
        }
    }

    /** x of (α₀YᵀY + Σ w y yᵀ + λI) x = Σ c p y + λm. */
    double[] solve(int[] indices, float[] strengths, float[] prior) {
        int items = others.length / rank;
        int positives = 0;
        for (float strength : strengths) {
            positives += strength > 0 ? 1 : 0;
        }
        double lambda = objective.regularization().of(indices.length, positives, objective.unobserved() * items);
        double[][] a = Arrays.stream(shared).map(double[]::clone).toArray(double[][]::new);
        for (int j = 0; j < indices.length; j++) {
            double weight = objective.alpha() * Math.abs(strengths[j]);
            addOuter(a, weight, indices[j]);
            if (strengths[j] > 0) {
                for (int k = 0; k < rank; k++) {
                    a[k][rank] += (objective.unobserved() + weight) * others[indices[j] * rank + k];
                }
            }
        }
        for (int k = 0; k < rank; k++) {
            a[k][k] += lambda;
            a[k][rank] += prior.length > 0 ? lambda * prior[k] : 0;
        }
        return eliminate(a);
    }

    private void addOuter(double[][] a, double weight, int item) {
        for (int k = 0; k < rank; k++) {
            for (int l = 0; l < rank; l++) {
                a[k][l] += weight * others[item * rank + k] * others[item * rank + l];
            }
        }
    }

    private static double[] eliminate(double[][] a) {
        int n = a.length;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            for (int i = k + 1; i < n; i++) {
                double factor = a[i][k] / row[k];
                for (int j = k; j <= n; j++) {
                    a[i][j] -= factor * row[j];
                }
            }
        }
        double[] x = new double[n];
        for (int k = n - 1; k >= 0; k--) {
            double sum = a[k][n];
            for (int j = k + 1; j < n; j++) {
                sum -= a[k][j] * x[j];
            }
            x[k] = sum / a[k][k];
        }
        return x;
    }
}
