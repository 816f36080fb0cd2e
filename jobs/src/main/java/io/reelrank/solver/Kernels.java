package io.reelrank.solver;

/**
 * The loops that take the time, over float arrays. Lengths and column bounds given here are multiples of {@link
 * Matrix#LANES}; implementations agree but for the order of their sums. An instance has scratch of its own: one a thread.
 */
abstract class Kernels {
    /** A strip's rows. */
    static final int STRIP = 4;

    /** How many columns a strip should have at most, so that what it reads again stays in the first-level cache. */
    abstract int panel();

    /**
     * Adds a product to a strip of {@link #STRIP} rows s, from column {@code from} to before {@code to}:
     *
     * <pre>sums[row + s][j] += sign Σ_k left[k][row + s] · right[k][j],   k &lt; count</pre>
     *
     * The rows of sums may be in the same matrix as left and right, beyond the first count.
     */
    abstract void addOuter(float sign, Matrix left, Matrix right, int count, Matrix sums, int row, int from, int to);

    /** Σ_i a[aAt + i] b[bAt + i]. */
    abstract float dot(float[] a, int aAt, float[] b, int bAt, int length);

    /** y[yAt + i] += factor · x[xAt + i]. */
    abstract void addScaled(float factor, float[] x, int xAt, float[] y, int yAt, int length);

    /** y[yAt + i] = factor · x[xAt + i]. */
    abstract void scale(float factor, float[] x, int xAt, float[] y, int yAt, int length);

    /** y[i] += factor · x[xAt + i]². */
    abstract void addSquares(float factor, float[] x, int xAt, float[] y, int length);

    /** q[i] += (constant − slope · zᵀv) z[i], with z at x[xAt]. */
    final void addResponse(float constant, float slope, float[] x, int xAt, float[] v, float[] q, int length) {
        addScaled(constant - slope * dot(x, xAt, v, 0, length), x, xAt, q, 0, length);
    }

    /** Adds zᵀz of the first count rows of z to the upper half of a square matrix of so many columns. */
    final void addGram(Matrix z, int count, Matrix sums, int columns) {
        int width = Matrix.padded(columns);
        for (int from = 0; from < width; from += panel()) {
            int to = Math.min(width, from + panel());
            for (int row = 0; row < Math.min(to, columns); row += STRIP) {
                addOuter(1f, z, z, count, sums, row, Math.max(from, row / Matrix.LANES * Matrix.LANES), to);
            }
        }
    }

    /** Adds leftᵀ right to so many rows of sums, count being the rows of both. */
    final void addProduct(Matrix left, Matrix right, int count, Matrix sums, int rows, int columns) {
        int width = Matrix.padded(columns);
        for (int from = 0; from < width; from += panel()) {
            int to = Math.min(width, from + panel());
            for (int row = 0; row < rows; row += STRIP) {
                addOuter(1f, left, right, count, sums, row, from, to);
            }
        }
    }

    /** Those for this machine and this virtual machine's flags. */
    static Kernels best() {
        return vectorModule() ? vector() : new PlainKernels();
    }

    /** Whether the virtual machine was started with the Vector API's module. */
    static boolean vectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** Those of the Vector API; the module must be there. */
    static Kernels vector() {
        try {
            return Class.forName("io.reelrank.solver.VectorKernels")
                    .asSubclass(Kernels.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no vector kernels without --add-modules jdk.incubator.vector", e);
        }
    }
}
