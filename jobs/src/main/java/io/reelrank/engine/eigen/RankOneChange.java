package io.reelrank.engine.eigen;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of diag(d) + ρ z zᵀ. The vectors are computed from a ẑ for which the computed
 * eigenvalues are exact (Gu, Eisenstat 1995). So they are orthogonal even if eigenvalues are close.
 */
final class RankOneChange {
    /** A Givens rotation of two rows of the vectors. */
    private record GivensRotation(int one, int other, double cosine, double sine) {}

    private final int size;
    private final double[] d;
    private final double[] z;
    private final double[] values;
    private final double[][] vectors;

    private RankOneChange(double[] d, double[] z) {
        this.size = d.length;
        this.d = d;
        this.z = z;
        this.values = new double[size];
        this.vectors = new double[size][size];
    }

    /**
     * Solves the matrix.
     *
     * @param d [size], overwritten
     * @param z [size], overwritten
     * @param rho not negative
     * @param deflation elements below this share of the largest one are taken as zero
     */
    static RankOneChange of(double[] d, double[] z, double rho, double deflation) {
        RankOneChange change = new RankOneChange(d, z);
        change.solve(rho, deflation);
        return change;
    }

    /** [size] ascending. */
    double[] values() {
        return values;
    }

    /** [size × size] one eigenvector per column. */
    double[][] vectors() {
        return vectors;
    }

    private void solve(double rho, double deflation) {
        double square = 0;
        for (double element : z) {
            square += element * element;
        }
        double norm = Math.sqrt(square);
        double strength = rho * square;
        double largest = strength;
        for (int j = 0; j < size; j++) {
            z[j] = norm > 0 ? z[j] / norm : 0;
            largest = Math.max(largest, Math.abs(d[j]));
        }
        double tolerance = deflation * largest;
        GivensRotation[] rotations = new GivensRotation[size];
        boolean[] isDeflated = new boolean[size];
        int[] open = new int[size];
        int rotationCount = 0;
        int count = 0;
        for (int j : ascending(d)) {
            if (strength * Math.abs(z[j]) <= tolerance) {
                isDeflated[j] = true;
                continue;
            }
            if (count > 0) {
                int before = open[count - 1];
                double length = Math.hypot(z[j], z[before]);
                double cosine = z[j] / length;
                double sine = -z[before] / length;
                double gap = d[j] - d[before];
                if (Math.abs(gap * cosine * sine) <= tolerance) {
                    rotations[rotationCount++] = new GivensRotation(before, j, cosine, sine);
                    z[j] = length;
                    z[before] = 0;
                    double moved = d[before] * cosine * cosine + d[j] * sine * sine;
                    d[j] = d[before] * sine * sine + d[j] * cosine * cosine;
                    d[before] = moved;
                    isDeflated[before] = true;
                    count--;
                }
            }
            open[count++] = j;
        }
        double[] found = d.clone();
        double[] origins = new double[count];
        double[] shifts = new double[count];
        double[] poles = new double[count];
        double[] squares = new double[count];
        for (int i = 0; i < count; i++) {
            poles[i] = d[open[i]];
            squares[i] = z[open[i]] * z[open[i]];
        }
        SecularEquation equation = new SecularEquation(poles, squares, strength, count);
        for (int k = 0; k < count; k++) {
            equation.find(k);
            origins[k] = equation.origin();
            shifts[k] = equation.shift();
            found[open[k]] = origins[k] + shifts[k];
        }
        int[] sorted = ascending(found);
        int[] ranks = new int[size];
        for (int rank = 0; rank < size; rank++) {
            values[rank] = found[sorted[rank]];
            ranks[sorted[rank]] = rank;
        }
        for (int j = 0; j < size; j++) {
            if (isDeflated[j]) {
                vectors[j][ranks[j]] = 1;
            }
        }
        fill(open, count, poles, origins, shifts, ranks);
        for (int t = rotationCount - 1; t >= 0; t--) {
            rotate(rotations[t]);
        }
    }

    /** Writes the vectors that are not deflated: u_ik = ẑ_i / (d_i − λ_k), scaled to length 1. */
    private void fill(int[] open, int count, double[] poles, double[] origins, double[] shifts, int[] ranks) {
        double[] norms = new double[count];
        double[][] elements = new double[count][count];
        for (int i = 0; i < count; i++) {
            double[] row = elements[i];
            double pole = poles[i];
            for (int k = 0; k < count; k++) {
                row[k] = pole - origins[k] - shifts[k];
            }
            double weight = weight(row, poles, i, count);
            for (int k = 0; k < count; k++) {
                row[k] = weight / row[k];
                norms[k] += row[k] * row[k];
            }
        }
        for (int k = 0; k < count; k++) {
            norms[k] = 1 / Math.sqrt(norms[k]);
        }
        for (int i = 0; i < count; i++) {
            double sign = Math.signum(z[open[i]]);
            double[] to = vectors[open[i]];
            for (int k = 0; k < count; k++) {
                to[ranks[open[k]]] = sign * elements[i][k] * norms[k];
            }
        }
    }

    /** |ẑ_i| √ρ, from ẑ_i² ρ = Π_k (λ_k − d_i) / Π_k≠i (d_k − d_i). */
    private static double weight(double[] distances, double[] poles, int i, int count) {
        double product = distances[i];
        double pole = poles[i];
        for (int k = 0; k < i; k++) {
            product *= distances[k] / (pole - poles[k]);
        }
        for (int k = i + 1; k < count; k++) {
            product *= distances[k] / (pole - poles[k]);
        }
        return Math.sqrt(Math.abs(product));
    }

    private void rotate(GivensRotation rotation) {
        double[] one = vectors[rotation.one];
        double[] other = vectors[rotation.other];
        for (int j = 0; j < size; j++) {
            double x = one[j];
            double y = other[j];
            one[j] = rotation.cosine * x - rotation.sine * y;
            other[j] = rotation.sine * x + rotation.cosine * y;
        }
    }

    private static int[] ascending(double[] numbers) {
        return IntStream.range(0, numbers.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> numbers[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
