package io.reelrank.engine.kernels;

/**
 * {@link Kernels} in plain loops that the C2 compiler vectorises. For this the loops are counted, run over contiguous
 * floats, and write to an array that they read nothing else from. One pass adds eight rows, so a sum is loaded and
 * stored once for eight products. With fewer than about a hundred columns most iterations run outside C2's vector loop.
 * So at small ranks these kernels are several times slower than the Vector API's.
 */
final class PlainKernels extends Kernels {
    private static final int PANEL = 256;
    private static final int ROWS_PER_PASS = 8;

    private final float[] sum = new float[PANEL];

    @Override
    public int panel() {
        return PANEL;
    }

    @Override
    public void addOuter(
            float sign, Matrix left, Matrix right, int first, int last, Matrix sums, int row, int from, int to) {
        int width = to - from;
        for (int s = 0; s < STRIP; s++) {
            System.arraycopy(sums.values, (row + s) * sums.stride + from, sum, 0, width);
            int k = first;
            for (; k + ROWS_PER_PASS <= last; k += ROWS_PER_PASS) {
                addEight(sign, left, right, k, row + s, from, width);
            }
            for (; k < last; k++) {
                add(sign * left.values[k * left.stride + row + s], right.values, k * right.stride + from, sum, width);
            }
            System.arraycopy(sum, 0, sums.values, (row + s) * sums.stride + from, width);
        }
    }

    /** Adds the products of the rows k, …, k + 7 of right with one column of left. */
    private void addEight(float sign, Matrix left, Matrix right, int k, int column, int from, int width) {
        float[] a = left.values;
        float[] b = right.values;
        float[] c = sum;
        int aAt = k * left.stride + column;
        int aStride = left.stride;
        int b0 = k * right.stride + from;
        int bStride = right.stride;
        float a0 = sign * a[aAt];
        float a1 = sign * a[aAt + aStride];
        float a2 = sign * a[aAt + 2 * aStride];
        float a3 = sign * a[aAt + 3 * aStride];
        float a4 = sign * a[aAt + 4 * aStride];
        float a5 = sign * a[aAt + 5 * aStride];
        float a6 = sign * a[aAt + 6 * aStride];
        float a7 = sign * a[aAt + 7 * aStride];
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        int b4 = b3 + bStride;
        int b5 = b4 + bStride;
        int b6 = b5 + bStride;
        int b7 = b6 + bStride;
        for (int j = 0; j < width; j++) {
            c[j] += (a0 * b[b0 + j] + a1 * b[b1 + j] + (a2 * b[b2 + j] + a3 * b[b3 + j]))
                    + (a4 * b[b4 + j] + a5 * b[b5 + j] + (a6 * b[b6 + j] + a7 * b[b7 + j]));
        }
    }

    private static void add(float factor, float[] x, int xAt, float[] c, int width) {
        for (int j = 0; j < width; j++) {
            c[j] += factor * x[xAt + j];
        }
    }

    @Override
    public float dot(float[] a, int aAt, float[] b, int bAt, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        for (int i = 0; i < length; i += 8) {
            s0 += a[aAt + i] * b[bAt + i];
            s1 += a[aAt + i + 1] * b[bAt + i + 1];
            s2 += a[aAt + i + 2] * b[bAt + i + 2];
            s3 += a[aAt + i + 3] * b[bAt + i + 3];
            s4 += a[aAt + i + 4] * b[bAt + i + 4];
            s5 += a[aAt + i + 5] * b[bAt + i + 5];
            s6 += a[aAt + i + 6] * b[bAt + i + 6];
            s7 += a[aAt + i + 7] * b[bAt + i + 7];
        }
        return (s0 + s1 + (s2 + s3)) + (s4 + s5 + (s6 + s7));
    }

    @Override
    public void addScaled(float factor, float[] x, int xAt, float[] y, int yAt, int length) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] += factor * x[xAt + i];
        }
    }

    @Override
    public void scale(float factor, float[] x, int xAt, float[] y, int yAt, int length) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] = factor * x[xAt + i];
        }
    }

    @Override
    public void scaleEach(float factor, float[] x, int xAt, float[] v, float[] y, int yAt, int length) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] = factor * x[xAt + i] * v[i];
        }
    }

    /** Always false: C2 does not vectorise a sum of floats, as its order is fixed. */
    @Override
    public boolean multipliesRows(int count, int length) {
        return false;
    }

    @Override
    public void addRowGram(Matrix z, int count, int length, Matrix sums) {
        int width = Matrix.padded(length);
        for (int i = 0; i < count; i++) {
            for (int j = i; j < count; j++) {
                sums.values[i * sums.stride + j] += dot(z.values, i * z.stride, z.values, j * z.stride, width);
            }
        }
    }

    @Override
    public int setProductNear(
            Matrix left,
            Matrix right,
            int count,
            float[] start,
            int at,
            Matrix sums,
            int rows,
            int columns,
            float[] bounds,
            int[] near) {
        setProduct(left, right, count, start, at, sums, rows, columns);
        int found = 0;
        for (int row = 0; row < rows; row++) {
            near[found++] = row * ROW_FACTOR;
        }
        return found;
    }

    @Override
    public int above(Matrix sums, float[] bounds, int[] near, int count, int columns, int[] found) {
        int above = 0;
        for (int i = 0; i < count; i++) {
            int row = near[i] / ROW_FACTOR;
            for (int column = 0; column < columns; column++) {
                if (sums.values[row * sums.stride + column] > bounds[row]) {
                    found[above++] = near[i] + column;
                }
            }
        }
        return above;
    }

    @Override
    public int addAbove(float[] x, int xAt, int length, float[] bounds, int from, int to, int[] counts, int[] equal) {
        int found = 0;
        for (int i = from; i < to; i++) {
            float bound = bounds[i];
            int above = 0;
            int same = 0;
            for (int j = 0; j < length; j++) {
                above += x[xAt + j] > bound ? 1 : 0;
                same += x[xAt + j] == bound ? 1 : 0;
            }
            counts[i * Matrix.LANES] += above;
            if (same > 0) {
                equal[found++] = i;
            }
        }
        return found;
    }

    @Override
    public void keepLarger(float[] x, int xAt, float[] y, int yAt, int length) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] = x[xAt + i] > y[yAt + i] ? x[xAt + i] : y[yAt + i];
        }
    }

    @Override
    public void addRows(
            int[] factors, int factorsAt, double[] rows, int rowsAt, double[] sums, int sumsAt, int length) {
        for (int row = 0; row < ROWS; row++) {
            double factor = factors[factorsAt + row];
            int at = rowsAt + row * length;
            for (int i = 0; i < length; i++) {
                sums[sumsAt + i] += factor * rows[at + i];
            }
        }
    }

    @Override
    public void inverseRoots(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] = 1f / (float) Math.sqrt(x[i]);
        }
    }

    @Override
    public void addSquares(float factor, float[] x, int xAt, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] += factor * x[xAt + i] * x[xAt + i];
        }
    }
}
