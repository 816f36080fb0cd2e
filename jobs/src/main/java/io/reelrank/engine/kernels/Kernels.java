package io.reelrank.engine.kernels;

/**
 * Loops over float arrays. Lengths and column bounds are multiples of {@link Matrix#LANES}. A parameter named xAt is
 * the offset in x of the first element. Implementations add in different orders, so their results differ by rounding.
 * Not thread-safe: an instance has scratch arrays.
 */
public abstract class Kernels {
    /** The number of rows of a strip. */
    public static final int STRIP = 4;

    /** The number of rows that {@link #addRows} adds. */
    public static final int ROWS = 8;

    /** An element is written as one number, row · ROW_FACTOR + column. */
    public static final int ROW_FACTOR = 1 << 16;

    /** The rows of right that {@link #addProduct} works on at a time. */
    private static final int DEPTH = 128;

    private static final String PROPERTY = "reelrank.kernels";
    private static final String PLAIN = "plain";

    /** The largest number of columns of a strip whose operands stay in the first-level cache. */
    public abstract int panel();

    /**
     * Adds a product to a strip of {@link #STRIP} rows s, from column {@code from} to before {@code to}:
     *
     * <pre>sums[row + s][j] += sign Σ_k left[k][row + s] · right[k][j],   first ≤ k &lt; last</pre>
     *
     * The rows of sums may be in the same matrix as left and right, below row last.
     */
    public abstract void addOuter(
            float sign, Matrix left, Matrix right, int first, int last, Matrix sums, int row, int from, int to);

    /** {@link #addOuter} to two strips, the second directly below the first. */
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
     * Finds the sums that are above the bounds of their rows.
     *
     * @param sums as {@link #setProductNear} set them; since then elements may only have been lowered
     * @param bounds [rows]
     * @param near [count] from {@link #setProductNear} of the same instance
     * @param count the number of entries in near
     * @param columns the number of columns of sums, without padding
     * @param found [rows × columns + 1] written: the elements, as row · {@link #ROW_FACTOR} + column
     * @return the number of elements found
     */
    public abstract int above(Matrix sums, float[] bounds, int[] near, int count, int columns, int[] found);

    /**
     * Counts the elements above bounds, and finds the bounds that an element equals.
     *
     * @param x elements, of which those from xAt on are looked at; none is NaN or positive infinity
     * @param length how many are looked at
     * @param bounds finite, and no negative zeros; those from {@code from} to before {@code to} are looked at
     * @param counts [bounds × {@link Matrix#LANES}] updated: the counts of a bound, which add up to its count
     * @param equal [bounds] written: first the indices of the bounds that an element equals, ascending
     * @return the number of these bounds
     */
    public abstract int addAbove(
            float[] x, int xAt, int length, float[] bounds, int from, int to, int[] counts, int[] equal);

    /** y[yAt + i] = max(y[yAt + i], x[xAt + i]); a NaN in x is ignored. */
    public abstract void keepLarger(float[] x, int xAt, float[] y, int yAt, int length);

    /**
     * Adds {@link #ROWS} rows to one, in doubles: sums[sumsAt + i] += Σ_r factors[factorsAt + r] rows[rowsAt + r · length +
     * i], i &lt; length.
     */
    public abstract void addRows(
            int[] factors, int factorsAt, double[] rows, int rowsAt, double[] sums, int sumsAt, int length);

    /** y[i] = 1 / √x[i]; infinite if x[i] is zero. */
    public abstract void inverseRoots(float[] x, float[] y, int length);

    /**
     * Whether {@link #addRowGram} is faster for count rows of this length than transposing them for {@link #addGram}.
     */
    public abstract boolean multipliesRows(int count, int length);

    /**
     * Adds z zᵀ of the first count rows of z to the upper half of sums. The rows of both are padded to whole tiles. The
     * lower half of sums is undefined afterwards.
     */
    public abstract void addRowGram(Matrix z, int count, int length, Matrix sums);

    /** Adds zᵀz of the first count rows of z to the upper half of sums, [columns × columns]. */
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

    /** Adds leftᵀ right to the first rows of sums; left and right have count rows. */
    public final void addProduct(Matrix left, Matrix right, int count, Matrix sums, int rows, int columns) {
        addProduct(left, right, 0, count, sums, 0, rows, 0, Matrix.padded(columns));
    }

    /**
     * Adds leftᵀ right to a part of sums: rows top ≤ i &lt; bottom, columns from ≤ j &lt; to, with the rows first ≤ k
     * &lt; last of left and right. Columns of left that pad the last strip must be zero. A panel of {@link #DEPTH} rows
     * of right and the columns of left that it meets stay in the first-level cache.
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
     * Sets rows of sums to leftᵀ right plus a start for each column:
     *
     * <pre>sums[row][j] = start[at + j] + Σ_k left[k][row] · right[k][j],   k &lt; count</pre>
     *
     * The start is not written to sums first and read again, which takes much of the time at small counts. Columns of
     * left that pad the last two strips must be zero; start is as long as the padded columns. The rows of sums that pad
     * the strips are overwritten.
     */
    public void setProduct(
            Matrix left, Matrix right, int count, float[] start, int at, Matrix sums, int rows, int columns) {
        setProduct(left, right, count, start, at, sums, rows, 0, Matrix.padded(columns));
    }

    /** {@link #setProduct} for the columns from ≤ j &lt; to. */
    final void setProduct(
            Matrix left, Matrix right, int count, float[] start, int at, Matrix sums, int rows, int from, int to) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(start, at + from, sums.values, row * sums.stride + from, to - from);
        }
        addProduct(left, right, 0, count, sums, 0, rows, from, to);
    }

    /**
     * {@link #setProduct}, and finds vectors in which a sum may be above the bound of its row. It does so while
     * these are in the first-level cache; a second pass over all vectors would take longer.
     *
     * @param columns fewer than {@link #ROW_FACTOR}
     * @param bounds [rows, padded to two strips]
     * @param near [rows, padded to two strips × columns + 1] written: for each such vector row · {@link #ROW_FACTOR} +
     *     its first column
     * @return the number of entries in near
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
     * The Vector API's kernels if its module is there, otherwise the plain ones. The system property {@value #PROPERTY}
     * with the value {@value #PLAIN} selects the plain ones, so that they can be measured where the module is there.
     */
    public static Kernels best() {
        return vectorised() ? vector() : plain();
    }

    /** The kernels in plain Java. */
    public static Kernels plain() {
        return new PlainKernels();
    }

    /** Whether {@link #best} gives the Vector API's kernels. */
    public static boolean vectorised() {
        return vectorModule() && !PLAIN.equals(System.getProperty(PROPERTY));
    }

    /** Whether the virtual machine was started with the Vector API's module. */
    private static boolean vectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** The Vector API's kernels; the module must be there. */
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
