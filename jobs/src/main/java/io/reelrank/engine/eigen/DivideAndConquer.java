package io.reelrank.engine.eigen;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.util.Arrays;
import org.netlib.util.intW;

/**
 * Eigenvalues and eigenvectors of a symmetric tridiagonal matrix (Cuppen 1981; Gu, Eisenstat 1995): cut in two, each
 * half is solved by itself, and what the cut took away is put back as a matrix of rank 1,
 *
 * <pre>T = Q (diag(d) + ρ z zᵀ) Qᵀ,   Q = diag(Q₁, Q₂),   z = the last row of Q₁ and the first of Q₂</pre>
 *
 * whose eigenvalues are the roots of a {@link SecularEquation}, and whose vectors U follow from them. Where z vanishes
 * or two of d meet, to {@link #NOTHING}, the vectors of the halves stay as they are.
 *
 * <p>Numbers and the rows that make z are in doubles; the products Q U, which take most of the time, in floats by
 * {@link Kernels}.
 */
final class DivideAndConquer {
    /** What is smaller than this share of the largest element is lost in floats. */
    private static final double NOTHING = 1e-11;

    private static final int SMALL = 32;

    private final Kernels kernels;
    private final int size;
    private final double[] diagonal;
    private final double[] beside;
    /** [size] after a part is solved, its eigenvalues, ascending. */
    private final double[] values;
    /** [size] the first elements of a solved part's vectors. */
    private final double[] firsts;
    /** [size] the last elements of a solved part's vectors. */
    private final double[] lasts;
    /** [size × size] a solved part's vectors as rows, in its own rows and columns. */
    private final Matrix vectors;

    private final Matrix changes;
    private final Matrix products;

    private DivideAndConquer(Kernels kernels, double[] diagonal, double[] beside) {
        this.kernels = kernels;
        this.size = diagonal.length;
        this.diagonal = diagonal.clone();
        this.beside = beside;
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
     * @param beside [size] the elements beside it; the last is not read
     */
    static DivideAndConquer of(Kernels kernels, double[] diagonal, double[] beside) {
        DivideAndConquer solved = new DivideAndConquer(kernels, diagonal, beside);
        solved.solve(0, solved.size);
        return solved;
    }

    /** [size] the eigenvalues, ascending. */
    double[] values() {
        return values;
    }

    /** [size × size] an eigenvector a row. */
    Matrix vectors() {
        return vectors;
    }

    private void solve(int from, int to) {
        if (to - from <= SMALL) {
            solveSmall(from, to);
            return;
        }
        // Whole vectors, so that a part's columns are not in another's.
        int middle = from + Matrix.padded((to - from) / 2);
        double cut = Math.abs(beside[middle - 1]);
        diagonal[middle - 1] -= cut;
        diagonal[middle] -= cut;
        solve(from, middle);
        solve(middle, to);
        merge(from, middle, to);
    }

    private void solveSmall(int from, int to) {
        int n = to - from;
        double[] d = Arrays.copyOfRange(diagonal, from, to);
        double[] e = Arrays.copyOfRange(beside, from, to);
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
        double sign = Math.signum(beside[middle - 1]);
        for (int j = middle; j < to; j++) {
            z[j - from] = sign * firsts[j];
        }
        RankOneChange change =
                RankOneChange.of(Arrays.copyOfRange(values, from, to), z, Math.abs(beside[middle - 1]), NOTHING);
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
