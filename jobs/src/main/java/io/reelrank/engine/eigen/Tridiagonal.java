package io.reelrank.engine.eigen;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.util.Arrays;

/**
 * The reduction of a symmetric matrix to tridiagonal form: A = H T Hᵀ, where T is tridiagonal and H is the product of
 * the Householder reflections H_j = I − τ_j v_j v_jᵀ.
 *
 * <p>It works in blocks, as LAPACK's {@code dsytrd} and {@code dormtr} do (Dongarra, Hammarling, Sorensen 1989). The
 * reflections of a block are computed first, and then applied to the rest of the matrix together. The reduction is in
 * doubles and plain loops, so its result is the same on every machine. The transformation back is in floats, with
 * {@link Kernels}.
 */
final class Tridiagonal {
    private static final int BLOCK = 32;
    private static final int TILE = 16;

    private final int size;
    private final int stride;
    /** [size × stride] the part that is not yet reduced, both halves; each step removes a row and a column. */
    private final double[] rest;
    /** [size] [size] v_j; its elements up to j are zero. */
    private final double[][] reflectors;
    /** [block] [size] w_j: reflection j subtracts v_j w_jᵀ + w_j v_jᵀ from the matrix. */
    private final double[][] updates;

    private final double[] taus;
    private final double[] column;

    /** [size] T's diagonal. */
    final double[] diagonal;
    /** [size] T's elements next to the diagonal; the last is zero. */
    final double[] offDiagonal;

    private Tridiagonal(int size, double[] matrix) {
        this.size = size;
        // With a stride that is a power of two, rows that are read together would share sets of the cache.
        this.stride = size + 8;
        this.rest = new double[size * stride];
        for (int i = 0; i < size; i++) {
            System.arraycopy(matrix, i * size, rest, i * stride, size);
        }
        this.reflectors = new double[size][];
        this.updates = new double[BLOCK][size];
        this.taus = new double[size];
        this.column = new double[size];
        this.diagonal = new double[size];
        this.offDiagonal = new double[size];
    }

    /**
     * Reduces a matrix.
     *
     * @param matrix [size × size] symmetric; the squares of its elements must neither overflow nor underflow
     */
    static Tridiagonal of(int size, double[] matrix) {
        Tridiagonal reduced = new Tridiagonal(size, matrix);
        for (int start = 0; start < size; start += BLOCK) {
            int end = Math.min(size, start + BLOCK);
            for (int j = start; j < end; j++) {
                reduced.reduce(start, j);
            }
            reduced.update(start, end);
        }
        return reduced;
    }

    /** Reduces column j of the block that begins at start. */
    private void reduce(int start, int j) {
        System.arraycopy(rest, j * stride + j, column, j, size - j);
        for (int p = start; p < j; p++) {
            add(-reflectors[p][j], updates[p - start], column, j, size);
            add(-updates[p - start][j], reflectors[p], column, j, size);
        }
        diagonal[j] = column[j];
        double[] v = new double[size];
        reflectors[j] = v;
        double[] w = updates[j - start];
        Arrays.fill(w, 0);
        int from = j + 1;
        if (from == size) {
            return;
        }
        double first = column[from];
        double tail = dot(column, column, from + 1, size);
        if (tail == 0) {
            offDiagonal[j] = first;
            return;
        }
        double norm = -Math.copySign(Math.sqrt(first * first + tail), first);
        double tau = (norm - first) / norm;
        offDiagonal[j] = norm;
        taus[j] = tau;
        v[from] = 1;
        add(1 / (first - norm), column, v, from + 1, size);
        multiply(v, w, from);
        for (int p = start; p < j; p++) {
            double[] pastV = reflectors[p];
            double[] pastW = updates[p - start];
            double alongV = dot(pastV, v, from, size);
            double alongW = dot(pastW, v, from, size);
            add(-alongW, pastV, w, from, size);
            add(-alongV, pastW, w, from, size);
        }
        for (int i = from; i < size; i++) {
            w[i] *= tau;
        }
        add(-tau / 2 * dot(w, v, from, size), v, w, from, size);
    }

    /** w += A v, restricted to the rows and columns from {@code from} on, eight rows in one pass. */
    private void multiply(double[] v, double[] w, int from) {
        int i = from;
        for (; i + 8 <= size; i += 8) {
            addEight(v, i, rest, i * stride, stride, w, from);
        }
        for (; i < size; i++) {
            double factor = v[i];
            int at = i * stride;
            for (int j = from; j < size; j++) {
                w[j] += factor * rest[at + j];
            }
        }
    }

    private void addEight(double[] factors, int i, double[] rows, int at0, int step, double[] sums, int from) {
        double f0 = factors[i];
        double f1 = factors[i + 1];
        double f2 = factors[i + 2];
        double f3 = factors[i + 3];
        double f4 = factors[i + 4];
        double f5 = factors[i + 5];
        double f6 = factors[i + 6];
        double f7 = factors[i + 7];
        int at1 = at0 + step;
        int at2 = at1 + step;
        int at3 = at2 + step;
        int at4 = at3 + step;
        int at5 = at4 + step;
        int at6 = at5 + step;
        int at7 = at6 + step;
        for (int j = from; j < size; j++) {
            sums[j] += (f0 * rows[at0 + j] + f1 * rows[at1 + j] + (f2 * rows[at2 + j] + f3 * rows[at3 + j]))
                    + (f4 * rows[at4 + j] + f5 * rows[at5 + j] + (f6 * rows[at6 + j] + f7 * rows[at7 + j]));
        }
    }

    /** Applies the reflections of a block to the upper half of the rest, and copies it to the lower half. */
    private void update(int start, int end) {
        for (int i = end; i < size; i++) {
            int p = start;
            for (; p + 4 <= end; p += 4) {
                subtractFour(p, p - start, i, i);
            }
            for (; p < end; p++) {
                subtract(reflectors[p], updates[p - start], i, i);
            }
        }
        for (int row = end; row < size; row += TILE) {
            for (int column = row; column < size; column += TILE) {
                mirror(row, column);
            }
        }
    }

    private void mirror(int row, int column) {
        for (int j = column; j < Math.min(size, column + TILE); j++) {
            for (int i = row; i < Math.min(j, row + TILE); i++) {
                rest[j * stride + i] = rest[i * stride + j];
            }
        }
    }

    private void subtract(double[] v, double[] w, int i, int from) {
        int at = i * stride;
        double[] to = rest;
        double a = v[i];
        double b = w[i];
        for (int j = from; j < size; j++) {
            to[at + j] -= a * w[j] + b * v[j];
        }
    }

    private void subtractFour(int p, int update, int i, int from) {
        double[] v0 = reflectors[p];
        double[] v1 = reflectors[p + 1];
        double[] v2 = reflectors[p + 2];
        double[] v3 = reflectors[p + 3];
        double[] w0 = updates[update];
        double[] w1 = updates[update + 1];
        double[] w2 = updates[update + 2];
        double[] w3 = updates[update + 3];
        double a0 = v0[i];
        double a1 = v1[i];
        double a2 = v2[i];
        double a3 = v3[i];
        double b0 = w0[i];
        double b1 = w1[i];
        double b2 = w2[i];
        double b3 = w3[i];
        int at = i * stride;
        double[] to = rest;
        for (int j = from; j < size; j++) {
            to[at + j] -= (a0 * w0[j] + b0 * v0[j] + (a1 * w1[j] + b1 * v1[j]))
                    + (a2 * w2[j] + b2 * v2[j] + (a3 * w3[j] + b3 * v3[j]));
        }
    }

    /**
     * Replaces Z by H Z. The reflections of a block are applied together, as I − V S Vᵀ (Schreiber, Van Loan 1989).
     *
     * @param z [size × size] T's eigenvectors as columns
     */
    void transformBack(Kernels kernels, Matrix z) {
        Matrix along = new Matrix(size, BLOCK);
        Matrix across = new Matrix(BLOCK, size);
        Matrix inner = new Matrix(BLOCK, BLOCK);
        Matrix shares = new Matrix(BLOCK, size);
        Matrix parts = new Matrix(BLOCK, size);
        for (int start = (size - 1) / BLOCK * BLOCK; start >= 0; start -= BLOCK) {
            int count = Math.min(BLOCK, size - start);
            along.shape(size, BLOCK);
            across.shape(BLOCK, size);
            for (int p = 0; p < count; p++) {
                double[] v = reflectors[start + p];
                for (int i = start; i < size; i++) {
                    along.values[i * along.stride + p] = (float) v[i];
                    across.values[p * across.stride + i] = (float) v[i];
                }
            }
            combine(start, count, inner);
            shares.shape(BLOCK, size);
            kernels.addProduct(along, z, size, shares, count, size);
            parts.shape(BLOCK, size);
            kernels.addProduct(inner, shares, count, parts, count, size);
            kernels.addProduct(across, parts, count, z, size, size);
        }
    }

    /** Writes −Sᵀ of a block: s_pp = τ_p, and the elements above it in column p are −τ_p S Vᵀ v_p. */
    private void combine(int start, int count, Matrix inner) {
        double[][] s = new double[count][count];
        double[] products = new double[count];
        for (int p = 0; p < count; p++) {
            double tau = taus[start + p];
            s[p][p] = tau;
            for (int q = 0; q < p; q++) {
                products[q] = dot(reflectors[start + q], reflectors[start + p], start, size);
            }
            for (int q = 0; q < p; q++) {
                s[q][p] = -tau * dot(s[q], products, q, p);
            }
        }
        inner.shape(BLOCK, BLOCK);
        for (int q = 0; q < count; q++) {
            for (int p = q; p < count; p++) {
                inner.values[p * inner.stride + q] = (float) -s[q][p];
            }
        }
    }

    private static void add(double factor, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] += factor * x[i];
        }
    }

    private static double dot(double[] x, double[] y, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            s0 += x[i] * y[i];
            s1 += x[i + 1] * y[i + 1];
            s2 += x[i + 2] * y[i + 2];
            s3 += x[i + 3] * y[i + 3];
        }
        for (; i < to; i++) {
            s0 += x[i] * y[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
