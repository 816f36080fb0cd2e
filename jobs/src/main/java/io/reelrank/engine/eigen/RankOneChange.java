package io.reelrank.engine.eigen;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of diag(d) + ρ z zᵀ. The vectors are those of the z that has the found roots exactly
 * (Gu, Eisenstat 1995), and so are orthogonal however close the roots are.
 */
final class RankOneChange {
    private record Turn(int one, int other, double cosine, double sine) {}

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
     * Solves the change.
     *
     * @param d [size], overwritten
     * @param z [size], overwritten
     * @param rho not negative
     * @param nothing the share of the largest element below which an element is taken for zero
     */
    static RankOneChange of(double[] d, double[] z, double rho, double nothing) {
        RankOneChange change = new RankOneChange(d, z);
        change.solve(rho, nothing);
        return change;
    }

    /** [size] ascending. */
    double[] values() {
        return values;
    }

    /** [size × size] an eigenvector a column. */
    double[][] vectors() {
        return vectors;
    }

    private void solve(double rho, double nothing) {
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
        double tolerance = nothing * largest;
        Turn[] turns = new Turn[size];
        boolean[] kept = new boolean[size];
        int[] open = new int[size];
        int turned = 0;
        int count = 0;
        for (int j : order(d)) {
            if (strength * Math.abs(z[j]) <= tolerance) {
                kept[j] = true;
                continue;
            }
            if (count > 0) {
                int before = open[count - 1];
                double length = Math.hypot(z[j], z[before]);
                double cosine = z[j] / length;
                double sine = -z[before] / length;
                double gap = d[j] - d[before];
                if (Math.abs(gap * cosine * sine) <= tolerance) {
                    turns[turned++] = new Turn(before, j, cosine, sine);
                    z[j] = length;
                    z[before] = 0;
                    double moved = d[before] * cosine * cosine + d[j] * sine * sine;
                    d[j] = d[before] * sine * sine + d[j] * cosine * cosine;
                    d[before] = moved;
                    kept[before] = true;
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
        int[] sorted = order(found);
        int[] places = new int[size];
        for (int place = 0; place < size; place++) {
            values[place] = found[sorted[place]];
            places[sorted[place]] = place;
        }
        for (int j = 0; j < size; j++) {
            if (kept[j]) {
                vectors[j][places[j]] = 1;
            }
        }
        fill(open, count, poles, origins, shifts, places);
        for (int t = turned - 1; t >= 0; t--) {
            turn(turns[t]);
        }
    }

    /** The vectors of the roots: u_ik = ẑ_i / (d_i − λ_k), of length 1. */
    private void fill(int[] open, int count, double[] poles, double[] origins, double[] shifts, int[] places) {
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
                to[places[open[k]]] = sign * elements[i][k] * norms[k];
            }
        }
    }

    /** |ẑ_i| √ρ, of ẑ_i² ρ = Π_k (λ_k − d_i) / Π_k≠i (d_k − d_i). */
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

    private void turn(Turn turn) {
        double[] one = vectors[turn.one];
        double[] other = vectors[turn.other];
        for (int j = 0; j < size; j++) {
            double x = one[j];
            double y = other[j];
            one[j] = turn.cosine * x - turn.sine * y;
            other[j] = turn.sine * x + turn.cosine * y;
        }
    }

    private static int[] order(double[] numbers) {
        return IntStream.range(0, numbers.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> numbers[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
