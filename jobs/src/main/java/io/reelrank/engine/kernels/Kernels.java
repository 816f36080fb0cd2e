package io.reelrank.engine.kernels;

/**
 * The loops that take the time, over float arrays. Lengths and column bounds given here are multiples of {@link
 * Matrix#LANES}; implementations agree but for the order of their sums. An instance has scratch of its own: one a
 * thread.
 */
public abstract class Kernels {
    /** A strip's rows. */
    public static final int STRIP = 4;

    /** By what a row is multiplied to be told in one number with a column. */
    public static final int ROW = 1 << 16;

    private static final int DEPTH = 128;

    private static final String PROPERTY = "reelrank.kernels";
    private static final String PLAIN = "plain";

    /** How many columns a strip should have at most, so that what it reads again stays in the first-level cache. */
    public abstract int panel();

    /**
     * Adds a product to a strip of {@link #STRIP} rows s, from column {@code from} to before {@code to}:
     *
     * <pre>sums[row + s][j] += sign Σ_k left[k][row + s] · right[k][j],   first ≤ k &lt; last</pre>
     *
     * The rows of sums may be in the same matrix as left and right, from row last on.
     */
    public abstract void addOuter(
            float sign, Matrix left, Matrix right, int first, int last, Matrix sums, int row, int from, int to);

    /** {@link #addOuter} of two strips, the second right below the first. */
    public void addTwoStrips(
            float sign, Matrix left, Matrix right, int first, int last, Matrix sums, int row, int from, int to) {
        addOuter(sign, left, right, first, last, sums, row, from, to);
        addOuter(sign, left, right, first, last, sums, row + STRIP, from, to);
    }

    /** Σ_i a[aAt + i] b[bAt + i]. */
    public abstract float dot(float[] a, int aAt, float[] b, int bAt, int length);

    /** y[yAt + i] += factor · x[xAt + i]. */
    public abstract void addScaled(float factor, float[] x, int xAt, float[] y, int yAt, int length);

    /** y[yAt + i] = factor · x[xAt + i]. */
    public abstract void scale(float factor, float[] x, int xAt, float[] y, int yAt, int length);

    /** y[i] += factor · x[xAt + i]². */
    public abstract void addSquares(float factor, float[] x, int xAt, float[] y, int length);

    /** q[i] += (constant − slope · zᵀv) z[i], with z at x[xAt]. */
    public final void addResponse(float constant, float slope, float[] x, int xAt, float[] v, float[] q, int length) {
        addScaled(constant - slope * dot(x, xAt, v, 0, length), x, xAt, q, 0, length);
    }

    /** y[yAt + i] = factor · x[xAt + i] · v[i]. */
    public abstract void scaleEach(float factor, float[] x, int xAt, float[] v, float[] y, int yAt, int length);

    /**
     * Finds sums above their rows' bounds.
     *
     * @param bounds [rows] of each row
     * @param near [count] where to look, as {@link #setProductNear} of the same instance said
     * @param columns only those before are looked at
     * @param found [rows × columns + 1] written: a row times {@link #ROW} and a column of each
     * @return how many are found
     */
    public abstract int above(Matrix sums, float[] bounds, int[] near, int count, int columns, int[] found);

    /** y[yAt + i] = the larger of this and x[xAt + i]; what is no number is not larger. */
    public abstract void keepLarger(float[] x, int xAt, float[] y, int yAt, int length);

    /** y[i] = 1 / √x[i]; infinite where x is zero. */
    public abstract void inverseRoots(float[] x, float[] y, int length);

    /**
     * Whether products of count rows with each other, length long, take less time by {@link #addRowGram} than by
     * turning the rows into columns for {@link #addGram}.
     */
    public abstract boolean multipliesRows(int count, int length);

    /**
     * Adds z zᵀ of the first count rows of z to the upper half of sums; both have their rows padded to whole tiles.
     * Below the diagonal rubbish may be left.
     */
    public abstract void addRowGram(Matrix z, int count, int length, Matrix sums);

    /** Adds zᵀz of the first count rows of z to the upper half of a square matrix of so many columns. */
    public final void addGram(Matrix z, int count, Matrix sums, int columns) {
        int width = Matrix.padded(columns);
        for (int from = 0; from < width; from += panel()) {
            int to = Math.min(width, from + panel());
            int bottom = Math.min(to, columns);
            for (int row = 0; row < bottom; row += 2 * STRIP) {
                addStrips(z, z, 0, count, sums, row, bottom, Math.max(from, row / Matrix.LANES * Matrix.LANES), to);
            }
        }
    }

    /** Adds leftᵀ right to so many rows of sums, count being the rows of both. */
    public final void addProduct(Matrix left, Matrix right, int count, Matrix sums, int rows, int columns) {
        addProduct(left, right, 0, count, sums, 0, rows, 0, Matrix.padded(columns));
    }

    /**
     * Adds the products of rows first to before last of left and right to rows top to before bottom and columns from to
     * before to of sums; left must be zero in the columns that fill the last strip up. A panel of {@link #DEPTH} rows
     * of right and what is read beside it of left stay in the first-level cache.
     */
    public final void addProduct(
            Matrix left, Matrix right, int first, int last, Matrix sums, int top, int bottom, int from, int to) {
        for (int k = first; k < last; k += DEPTH) {
            int depth = Math.min(last, k + DEPTH);
            for (int at = from; at < to; at += panel()) {
                int width = Math.min(to, at + panel());
                for (int row = top; row < bottom; row += 2 * STRIP) {
                    addStrips(left, right, k, depth, sums, row, bottom, at, width);
                }
            }
        }
    }

    /**
     * Sets rows of sums to leftᵀ right and what each column starts with,
     *
     * <pre>sums[row][j] = start[at + j] + Σ_k left[k][row] · right[k][j],   k &lt; count</pre>
     *
     * without writing the start first and reading it again, which at small counts is a large part of the time. Left must
     * be zero in the columns that fill the last two strips up, and start as long as the columns are padded. The rows that
     * fill these strips up are written over.
     */
    public void setProduct(
            Matrix left, Matrix right, int count, float[] start, int at, Matrix sums, int rows, int columns) {
        setProduct(left, right, count, start, at, sums, rows, 0, Matrix.padded(columns));
    }

    /** The same of the columns from to before to. */
    final void setProduct(
            Matrix left, Matrix right, int count, float[] start, int at, Matrix sums, int rows, int from, int to) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(start, at + from, sums.values, row * sums.stride + from, to - from);
        }
        addProduct(left, right, 0, count, sums, 0, rows, from, to);
    }

    /**
     * {@link #setProduct}, and says where sums may be above their rows' bounds, which is found while a tile is at hand:
     * looking for it afterwards, vector by vector, is dearer.
     *
     * @param bounds [rows padded to two strips] of each row
     * @param near [rows padded to two strips × columns + 1] written: a row times {@link #ROW} and the first column of
     *     each vector in which a sum may be above
     * @param columns fewer than {@link #ROW}
     * @return how many are near
     */
    public abstract int setProductNear(
            Matrix left,
            Matrix right,
            int count,
            float[] start,
            int at,
            Matrix sums,
            int rows,
            int columns,
            float[] bounds,
            int[] near);

    private void addStrips(
            Matrix left, Matrix right, int first, int last, Matrix sums, int row, int bottom, int from, int to) {
        if (row + STRIP < bottom) {
            addTwoStrips(1f, left, right, first, last, sums, row, from, to);
        } else {
            addOuter(1f, left, right, first, last, sums, row, from, to);
        }
    }

    /**
     * Those for this machine and this virtual machine's flags: by the Vector API where its module is, unless the system
     * property {@value #PROPERTY} is {@value #PLAIN}, so that the plain ones can be measured where the module always
     * is.
     */
    public static Kernels best() {
        return vectorised() ? vector() : plain();
    }

    /** Those in plain Java. */
    public static Kernels plain() {
        return new PlainKernels();
    }

    /** Whether {@link #best} gives those of the Vector API. */
    public static boolean vectorised() {
        return vectorModule() && !PLAIN.equals(System.getProperty(PROPERTY));
    }

    /** Whether the virtual machine was started with the Vector API's module. */
    private static boolean vectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** Those of the Vector API; the module must be there. */
    public static Kernels vector() {
        try {
            return Class.forName("io.reelrank.engine.kernels.VectorKernels")
                    .asSubclass(Kernels.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no vector kernels without --add-modules jdk.incubator.vector", e);
        }
    }
}
