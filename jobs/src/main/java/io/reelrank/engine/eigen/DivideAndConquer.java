package io.reelrank.engine.eigen;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.util.Arrays;
import org.netlib.util.intW;

/**
 * Eigenvalues and eigenvectors of a symmetric tridiagonal matrix by divide and conquer (Cuppen 1981; Gu, Eisenstat
 * 1995). The matrix is cut into two halves, and each half is solved. A matrix of rank 1 puts back what the cut took
 * away:
 *
 * <pre>T = Q (diag(d) + ρ z zᵀ) Qᵀ,   Q = diag(Q₁, Q₂),   z = the last row of Q₁ and the first row of Q₂</pre>
 *
 * {@link RankOneChange} gives the eigenvalues and eigenvectors U of the matrix in brackets; the vectors of T are Q U.
 * It deflates: where an element of z or a gap of d is zero to {@link #DEFLATION}, a vector of a half stays as it is.
 *
 * <p>Eigenvalues and the rows that make z are in doubles. The products Q U take most of the time and are in floats,
 * with {@link Kernels}.
 */
final class DivideAndConquer {
    /** Elements below this share of the largest one are taken as zero: floats cannot show them. */
    private static final double DEFLATION = 1e-11;

    /** Parts of at most this size are solved by {@code dsteqr}. */
    private static final int SMALL = 32;

    private final Kernels kernels;
    private final int size;
    private final double[] diagonal;
    private final double[] offDiagonal;
    /** [size] the eigenvalues of each solved part, ascending within the part. */
    private final double[] values;
    /** [size] the first element of each vector of a solved part. */
    private final double[] firsts;
    /** [size] the last element of each vector of a solved part. */
    private final double[] lasts;
    /** [size × size] the vectors of the solved parts as rows; a block on the diagonal for each part. */
    private final Matrix vectors;

    private final Matrix changes;
    private final Matrix products;

    private DivideAndConquer(Kernels kernels, double[] diagonal, double[] offDiagonal) {
        this.kernels = kernels;
        this.size = diagonal.length;
        this.diagonal = diagonal.clone();
        this.offDiagonal = offDiagonal;
        this.values = new double[size];
        this.firsts = new double[size];
        this.lasts = new double[size];
        this.vectors = new Matrix(size, size);
        this.changes = new Matrix(size, size);
        this.products = new Matrix(size, size);
    }

    /**
     * Solves a matrix.
     *
     * @param diagonal [size]
     * @param offDiagonal [size] the elements next to the diagonal; the last is not read
     */
    static DivideAndConquer of(Kernels kernels, double[] diagonal, double[] offDiagonal) {
        DivideAndConquer solved = new DivideAndConquer(kernels, diagonal, offDiagonal);
        solved.solve(0, solved.size);
        return solved;
    }

    /** [size] the eigenvalues, ascending. */
    double[] values() {
        return values;
    }

    /** [size × size] one eigenvector per row. */
    Matrix vectors() {
        return vectors;
    }

    private void solve(int from, int to) {
        if (to - from <= SMALL) {
            solveSmall(from, to);
            return;
        }
        // A multiple of a vector's length, so that no vector of columns belongs to two parts.
        int middle = from + Matrix.padded((to - from) / 2);
        double cut = Math.abs(offDiagonal[middle - 1]);
        diagonal[middle - 1] -= cut;
        diagonal[middle] -= cut;
        solve(from, middle);
        solve(middle, to);
        merge(from, middle, to);
    }

    private void solveSmall(int from, int to) {
        int n = to - from;
        double[] d = Arrays.copyOfRange(diagonal, from, to);
        double[] e = Arrays.copyOfRange(offDiagonal, from, to);
        double[] z = new double[n * n];
        intW info = new intW(0);
        JavaLAPACK.getInstance().dsteqr("I", n, d, e, z, n, new double[Math.max(1, 2 * n)], info);
        if (info.val != 0) {
            throw new ArithmeticException("no eigenvectors: dsteqr returned %d".formatted(info.val));
        }
        System.arraycopy(d, 0, values, from, n);
        for (int j = 0; j < n; j++) {
            firsts[from + j] = z[j * n];
            lasts[from + j] = z[j * n + n - 1];
            for (int k = 0; k < n; k++) {
                vectors.values[(from + j) * vectors.stride + from + k] = (float) z[j * n + k];
            }
        }
    }

    private void merge(int from, int middle, int to) {
        int n = to - from;
        double[] z = new double[n];
        System.arraycopy(lasts, from, z, 0, middle - from);
        double sign = Math.signum(offDiagonal[middle - 1]);
        for (int j = middle; j < to; j++) {
            z[j - from] = sign * firsts[j];
        }
        RankOneChange change =
                RankOneChange.of(Arrays.copyOfRange(values, from, to), z, Math.abs(offDiagonal[middle - 1]), DEFLATION);
        double[][] u = change.vectors();
        System.arraycopy(change.values(), 0, values, from, n);
        double[] first = new double[n];
        double[] last = new double[n];
        changes.shape(size, size);
        for (int i = 0; i < n; i++) {
            double[] row = u[i];
            double[] ends = from + i < middle ? first : last;
            double end = from + i < middle ? firsts[from + i] : lasts[from + i];
            int at = (from + i) * changes.stride + from;
            for (int j = 0; j < n; j++) {
                ends[j] += end * row[j];
                changes.values[at + j] = (float) row[j];
            }
        }
        System.arraycopy(first, 0, firsts, from, n);
        System.arraycopy(last, 0, lasts, from, n);
        products.shape(size, size);
        kernels.addProduct(changes, vectors, from, middle, products, from, to, from, middle);
        kernels.addProduct(changes, vectors, middle, to, products, from, to, middle, Matrix.padded(to));
        for (int j = from; j < to; j++) {
            System.arraycopy(products.values, j * products.stride + from, vectors.values, j * vectors.stride + from, n);
        }
    }
}
