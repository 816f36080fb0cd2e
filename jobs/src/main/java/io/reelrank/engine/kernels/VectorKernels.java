package io.reelrank.engine.kernels;

import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels} with the Vector API. The build compiles this class separately, because its module causes a warning.
 * Other classes load it by name only, so that they work without the module.
 *
 * <p>A tile of outer products has 8 rows and 2 vectors, or 4 rows if there are fewer: 16 sums, 2 loads and 8 broadcasts
 * a step. A tile of inner products has 4 rows by 4.
 */
final class VectorKernels extends Kernels {
    // The same species as Spark's own vector BLAS. With another one the shared methods of the Vector API would see two
    // vector classes, and these kernels would lose more than half of their speed.
    private static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_MAX.length() <= Matrix.LANES ? FloatVector.SPECIES_MAX : FloatVector.SPECIES_512;
    private static final int LANES = SPECIES.length();
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SPECIES.vectorShape());
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());
    private static final IntVector LANE_BITS = IntVector.fromArray(
            INTS, IntStream.range(0, LANES).map(lane -> 1 << lane).toArray(), 0);

    @Override
    public int panel() {
        return 2 * Matrix.LANES;
    }

    @Override
    public void addOuter(
            float sign, Matrix left, Matrix right, int first, int last, Matrix sums, int row, int from, int to) {
        int column = from;
        for (; column + 2 * LANES <= to; column += 2 * LANES) {
            twoVectors(sign, left, right, first, last, sums, row, column);
        }
        for (; column < to; column += LANES) {
            oneVector(sign, left, right, first, last, sums, row, column);
        }
    }

    @Override
    public void addTwoStrips(
            float sign, Matrix left, Matrix right, int first, int last, Matrix sums, int row, int from, int to) {
        int column = from;
        for (; column + 2 * LANES <= to; column += 2 * LANES) {
            eightRows(sign, left, right, first, last, sums, row, column);
        }
        if (column < to) {
            addOuter(sign, left, right, first, last, sums, row, column, to);
            addOuter(sign, left, right, first, last, sums, row + STRIP, column, to);
        }
    }

    @Override
    public void setProduct(
            Matrix left, Matrix right, int count, float[] start, int at, Matrix sums, int rows, int columns) {
        int width = Matrix.padded(columns);
        int whole = width - width % (2 * LANES);
        for (int column = 0; column < whole; column += 2 * LANES) {
            setPanel(left, right, count, start, at, sums, rows, column);
        }
        setProduct(left, right, count, start, at, sums, rows, whole, width);
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
        int width = Matrix.padded(columns);
        int whole = width - width % (2 * LANES);
        int found = 0;
        for (int column = 0; column < whole; column += 2 * LANES) {
            setPanel(left, right, count, start, at, sums, rows, column);
            for (int row = 0; row < rows; row += 2 * STRIP) {
                found = near(sums, row, column, bounds, near, found);
            }
        }
        setProduct(left, right, count, start, at, sums, rows, whole, width);
        for (int row = 0; row < rows; row++) {
            for (int column = whole; column < width; column += LANES) {
                near[found++] = row * ROW_FACTOR + column;
            }
        }
        return found;
    }

    /** Sets the sums of two vectors of columns, in all rows. */
    private static void setPanel(
            Matrix left, Matrix right, int count, float[] start, int at, Matrix sums, int rows, int column) {
        for (int row = 0; row < rows; row += 2 * STRIP) {
            eightRowsFrom(left, right, count, start, at, sums, row, column);
        }
    }

    /**
     * Finds the vectors of a tile with a lane above its bound: each has a bit in all lanes, so one reduction is enough.
     */
    private static int near(Matrix sums, int first, int column, float[] bounds, int[] near, int count) {
        int at = first * sums.stride + column;
        // A constant as the first value of the loop would make the compiler box the sums.
        IntVector marks = IntVector.zero(INTS);
        for (int row = 0; row < 2 * STRIP; row++) {
            float bound = bounds[first + row];
            marks = marks.or(signs(bound, sums.values, at).and(1 << row))
                    .or(signs(bound, sums.values, at + LANES).and(1 << (2 * STRIP) << row));
            at += sums.stride;
        }
        int found = count;
        for (int bits = marks.reduceLanes(VectorOperators.OR); bits != 0; bits &= bits - 1) {
            int bit = Integer.numberOfTrailingZeros(bits);
            near[found++] = (first + bit % (2 * STRIP)) * ROW_FACTOR + column + bit / (2 * STRIP) * LANES;
        }
        return found;
    }

    /** All bits set in the lanes in which bound − x is negative. */
    private static IntVector signs(float bound, float[] x, int at) {
        return FloatVector.broadcast(SPECIES, bound)
                .sub(FloatVector.fromArray(SPECIES, x, at))
                .reinterpretAsInts()
                .lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
    }

    private static void eightRows(
            float sign, Matrix left, Matrix right, int first, int last, Matrix sums, int row, int column) {
        float[] a = left.values;
        float[] b = right.values;
        float[] c = sums.values;
        int aStride = left.stride;
        int bStride = right.stride;
        int cStride = sums.stride;
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        FloatVector c40 = c00;
        FloatVector c41 = c00;
        FloatVector c50 = c00;
        FloatVector c51 = c00;
        FloatVector c60 = c00;
        FloatVector c61 = c00;
        FloatVector c70 = c00;
        FloatVector c71 = c00;
        for (int k = first; k < last; k++) {
            int at = row + k * aStride;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, column + k * bStride);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, column + k * bStride + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[at + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[at + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
        }
        FloatVector s = FloatVector.broadcast(SPECIES, sign);
        int cAt = row * cStride + column;
        store(s, c00, c, cAt);
        store(s, c01, c, cAt + LANES);
        cAt += cStride;
        store(s, c10, c, cAt);
        store(s, c11, c, cAt + LANES);
        cAt += cStride;
        store(s, c20, c, cAt);
        store(s, c21, c, cAt + LANES);
        cAt += cStride;
        store(s, c30, c, cAt);
        store(s, c31, c, cAt + LANES);
        cAt += cStride;
        store(s, c40, c, cAt);
        store(s, c41, c, cAt + LANES);
        cAt += cStride;
        store(s, c50, c, cAt);
        store(s, c51, c, cAt + LANES);
        cAt += cStride;
        store(s, c60, c, cAt);
        store(s, c61, c, cAt + LANES);
        cAt += cStride;
        store(s, c70, c, cAt);
        store(s, c71, c, cAt + LANES);
    }

    /**
     * The same tile, but the sums begin with the start, and overwrite the old ones. One method for both was slower at
     * rank 64: with a branch before the stores, adding lost 15%; without one, setting lost 17%.
     */
    private static void eightRowsFrom(
            Matrix left, Matrix right, int depth, float[] start, int at, Matrix sums, int row, int column) {
        float[] a = left.values;
        float[] b = right.values;
        float[] c = sums.values;
        int aStride = left.stride;
        int bStride = right.stride;
        int cStride = sums.stride;
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, at + column);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, at + column + LANES);
        FloatVector c10 = c00;
        FloatVector c11 = c01;
        FloatVector c20 = c00;
        FloatVector c21 = c01;
        FloatVector c30 = c00;
        FloatVector c31 = c01;
        FloatVector c40 = c00;
        FloatVector c41 = c01;
        FloatVector c50 = c00;
        FloatVector c51 = c01;
        FloatVector c60 = c00;
        FloatVector c61 = c01;
        FloatVector c70 = c00;
        FloatVector c71 = c01;
        for (int k = 0; k < depth; k++) {
            int aAt = row + k * aStride;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, column + k * bStride);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, column + k * bStride + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aAt]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aAt + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aAt + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aAt + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[aAt + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[aAt + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[aAt + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[aAt + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
        }
        int cAt = row * cStride + column;
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        cAt += cStride;
        c10.intoArray(c, cAt);
        c11.intoArray(c, cAt + LANES);
        cAt += cStride;
        c20.intoArray(c, cAt);
        c21.intoArray(c, cAt + LANES);
        cAt += cStride;
        c30.intoArray(c, cAt);
        c31.intoArray(c, cAt + LANES);
        cAt += cStride;
        c40.intoArray(c, cAt);
        c41.intoArray(c, cAt + LANES);
        cAt += cStride;
        c50.intoArray(c, cAt);
        c51.intoArray(c, cAt + LANES);
        cAt += cStride;
        c60.intoArray(c, cAt);
        c61.intoArray(c, cAt + LANES);
        cAt += cStride;
        c70.intoArray(c, cAt);
        c71.intoArray(c, cAt + LANES);
    }

    private static void twoVectors(
            float sign, Matrix left, Matrix right, int first, int last, Matrix sums, int row, int column) {
        float[] a = left.values;
        float[] b = right.values;
        float[] c = sums.values;
        int aStride = left.stride;
        int bStride = right.stride;
        int cStride = sums.stride;
        int cAt = row * cStride + column;
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        for (int k = first; k < last; k++) {
            int at = row + k * aStride;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, column + k * bStride);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, column + k * bStride + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        FloatVector s = FloatVector.broadcast(SPECIES, sign);
        store(s, c00, c, cAt);
        store(s, c01, c, cAt + LANES);
        store(s, c10, c, cAt + cStride);
        store(s, c11, c, cAt + cStride + LANES);
        store(s, c20, c, cAt + 2 * cStride);
        store(s, c21, c, cAt + 2 * cStride + LANES);
        store(s, c30, c, cAt + 3 * cStride);
        store(s, c31, c, cAt + 3 * cStride + LANES);
    }

    private static void oneVector(
            float sign, Matrix left, Matrix right, int first, int last, Matrix sums, int row, int column) {
        float[] a = left.values;
        float[] b = right.values;
        float[] c = sums.values;
        int aStride = left.stride;
        int bStride = right.stride;
        int cStride = sums.stride;
        int cAt = row * cStride + column;
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        for (int k = first; k < last; k++) {
            int at = row + k * aStride;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, column + k * bStride);
            c0 = FloatVector.broadcast(SPECIES, a[at]).fma(b0, c0);
            c1 = FloatVector.broadcast(SPECIES, a[at + 1]).fma(b0, c1);
            c2 = FloatVector.broadcast(SPECIES, a[at + 2]).fma(b0, c2);
            c3 = FloatVector.broadcast(SPECIES, a[at + 3]).fma(b0, c3);
        }
        FloatVector s = FloatVector.broadcast(SPECIES, sign);
        store(s, c0, c, cAt);
        store(s, c1, c, cAt + cStride);
        store(s, c2, c, cAt + 2 * cStride);
        store(s, c3, c, cAt + 3 * cStride);
    }

    private static void store(FloatVector sign, FloatVector sum, float[] c, int at) {
        sum.fma(sign, FloatVector.fromArray(SPECIES, c, at)).intoArray(c, at);
    }

    /**
     * As measured: turning the rows costs a length per row, and adding up a tile's lanes as much as 15 steps along
     * them.
     */
    @Override
    public boolean multipliesRows(int count, int length) {
        return 4 * count < length;
    }

    @Override
    public void addRowGram(Matrix z, int count, int length, Matrix sums) {
        int width = Matrix.padded(length);
        for (int row = 0; row < count; row += STRIP) {
            for (int column = row; column < count; column += STRIP) {
                rowTile(z, row, column, width, sums);
            }
        }
    }

    /** 16 inner products: 8 loads a step, sums along the lanes. */
    private static void rowTile(Matrix z, int row, int column, int width, Matrix sums) {
        float[] a = z.values;
        int stride = z.stride;
        int rowAt = row * stride;
        int columnAt = column * stride;
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00;
        FloatVector c02 = c00;
        FloatVector c03 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c12 = c00;
        FloatVector c13 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c22 = c00;
        FloatVector c23 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        FloatVector c32 = c00;
        FloatVector c33 = c00;
        for (int k = 0; k < width; k += LANES) {
            FloatVector a0 = FloatVector.fromArray(SPECIES, a, rowAt + k);
            FloatVector a1 = FloatVector.fromArray(SPECIES, a, rowAt + stride + k);
            FloatVector a2 = FloatVector.fromArray(SPECIES, a, rowAt + 2 * stride + k);
            FloatVector a3 = FloatVector.fromArray(SPECIES, a, rowAt + 3 * stride + k);
            FloatVector b0 = FloatVector.fromArray(SPECIES, a, columnAt + k);
            c00 = a0.fma(b0, c00);
            c10 = a1.fma(b0, c10);
            c20 = a2.fma(b0, c20);
            c30 = a3.fma(b0, c30);
            FloatVector b1 = FloatVector.fromArray(SPECIES, a, columnAt + stride + k);
            c01 = a0.fma(b1, c01);
            c11 = a1.fma(b1, c11);
            c21 = a2.fma(b1, c21);
            c31 = a3.fma(b1, c31);
            FloatVector b2 = FloatVector.fromArray(SPECIES, a, columnAt + 2 * stride + k);
            c02 = a0.fma(b2, c02);
            c12 = a1.fma(b2, c12);
            c22 = a2.fma(b2, c22);
            c32 = a3.fma(b2, c32);
            FloatVector b3 = FloatVector.fromArray(SPECIES, a, columnAt + 3 * stride + k);
            c03 = a0.fma(b3, c03);
            c13 = a1.fma(b3, c13);
            c23 = a2.fma(b3, c23);
            c33 = a3.fma(b3, c33);
        }
        float[] c = sums.values;
        int at = row * sums.stride + column;
        c[at] += c00.reduceLanes(VectorOperators.ADD);
        c[at + 1] += c01.reduceLanes(VectorOperators.ADD);
        c[at + 2] += c02.reduceLanes(VectorOperators.ADD);
        c[at + 3] += c03.reduceLanes(VectorOperators.ADD);
        at += sums.stride;
        c[at] += c10.reduceLanes(VectorOperators.ADD);
        c[at + 1] += c11.reduceLanes(VectorOperators.ADD);
        c[at + 2] += c12.reduceLanes(VectorOperators.ADD);
        c[at + 3] += c13.reduceLanes(VectorOperators.ADD);
        at += sums.stride;
        c[at] += c20.reduceLanes(VectorOperators.ADD);
        c[at + 1] += c21.reduceLanes(VectorOperators.ADD);
        c[at + 2] += c22.reduceLanes(VectorOperators.ADD);
        c[at + 3] += c23.reduceLanes(VectorOperators.ADD);
        at += sums.stride;
        c[at] += c30.reduceLanes(VectorOperators.ADD);
        c[at + 1] += c31.reduceLanes(VectorOperators.ADD);
        c[at + 2] += c32.reduceLanes(VectorOperators.ADD);
        c[at + 3] += c33.reduceLanes(VectorOperators.ADD);
    }

    @Override
    public float dot(float[] a, int aAt, float[] b, int bAt, int length) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i + 4 * LANES <= length; i += 4 * LANES) {
            s0 = FloatVector.fromArray(SPECIES, a, aAt + i).fma(FloatVector.fromArray(SPECIES, b, bAt + i), s0);
            s1 = FloatVector.fromArray(SPECIES, a, aAt + i + LANES)
                    .fma(FloatVector.fromArray(SPECIES, b, bAt + i + LANES), s1);
            s2 = FloatVector.fromArray(SPECIES, a, aAt + i + 2 * LANES)
                    .fma(FloatVector.fromArray(SPECIES, b, bAt + i + 2 * LANES), s2);
            s3 = FloatVector.fromArray(SPECIES, a, aAt + i + 3 * LANES)
                    .fma(FloatVector.fromArray(SPECIES, b, bAt + i + 3 * LANES), s3);
        }
        for (; i < length; i += LANES) {
            s0 = FloatVector.fromArray(SPECIES, a, aAt + i).fma(FloatVector.fromArray(SPECIES, b, bAt + i), s0);
        }
        return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    }

    @Override
    public void addScaled(float factor, float[] x, int xAt, float[] y, int yAt, int length) {
        FloatVector f = FloatVector.broadcast(SPECIES, factor);
        for (int i = 0; i < length; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .fma(f, FloatVector.fromArray(SPECIES, y, yAt + i))
                    .intoArray(y, yAt + i);
        }
    }

    @Override
    public void scale(float factor, float[] x, int xAt, float[] y, int yAt, int length) {
        FloatVector f = FloatVector.broadcast(SPECIES, factor);
        for (int i = 0; i < length; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).mul(f).intoArray(y, yAt + i);
        }
    }

    @Override
    public void scaleEach(float factor, float[] x, int xAt, float[] v, float[] y, int yAt, int length) {
        FloatVector f = FloatVector.broadcast(SPECIES, factor);
        for (int i = 0; i < length; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .mul(f)
                    .mul(FloatVector.fromArray(SPECIES, v, i))
                    .intoArray(y, yAt + i);
        }
    }

    @Override
    public int above(Matrix sums, float[] bounds, int[] near, int count, int columns, int[] found) {
        float[] values = sums.values;
        int above = 0;
        for (int i = 0; i < count; i++) {
            int row = near[i] / ROW_FACTOR;
            int column = near[i] % ROW_FACTOR;
            float bound = bounds[row];
            int at = row * sums.stride + column;
            for (int lanes = signs(bound, values, at).and(LANE_BITS).reduceLanes(VectorOperators.OR);
                    lanes != 0;
                    lanes &= lanes - 1) {
                int lane = Integer.numberOfTrailingZeros(lanes);
                found[above] = near[i] + lane;
                // NaN is not above, whatever its sign.
                above += values[at + lane] > bound && column + lane < columns ? 1 : 0;
            }
        }
        return above;
    }

    /**
     * The sign of bound − x counts, and its other bits are all zero where both are equal. Masks would do the same, but
     * Java 17 keeps them in vectors of their own.
     */
    @Override
    public int addAbove(float[] x, int xAt, int length, float[] bounds, int from, int to, int[] counts, int[] equal) {
        int found = 0;
        for (int i = from; i < to; i++) {
            FloatVector bound = FloatVector.broadcast(SPECIES, bounds[i]);
            IntVector bits = bound.sub(FloatVector.fromArray(SPECIES, x, xAt)).reinterpretAsInts();
            IntVector count = IntVector.fromArray(INTS, counts, i * Matrix.LANES)
                    .add(bits.lanewise(VectorOperators.LSHR, Integer.SIZE - 1));
            IntVector nearest = bits.and(Integer.MAX_VALUE);
            for (int j = LANES; j < length; j += LANES) {
                bits = bound.sub(FloatVector.fromArray(SPECIES, x, xAt + j)).reinterpretAsInts();
                count = count.add(bits.lanewise(VectorOperators.LSHR, Integer.SIZE - 1));
                nearest = nearest.min(bits.and(Integer.MAX_VALUE));
            }
            count.intoArray(counts, i * Matrix.LANES);
            if (nearest.reduceLanes(VectorOperators.MIN) == 0) {
                equal[found++] = i;
            }
        }
        return found;
    }

    @Override
    public void keepLarger(float[] x, int xAt, float[] y, int yAt, int length) {
        int i = 0;
        for (; i + LANES <= length; i += LANES) {
            FloatVector before = FloatVector.fromArray(SPECIES, y, yAt + i);
            FloatVector other = FloatVector.fromArray(SPECIES, x, xAt + i);
            before.blend(other, other.compare(VectorOperators.GT, before)).intoArray(y, yAt + i);
        }
        for (; i < length; i++) {
            y[yAt + i] = x[xAt + i] > y[yAt + i] ? x[xAt + i] : y[yAt + i];
        }
    }

    @Override
    public void addRows(
            int[] factors, int factorsAt, double[] rows, int rowsAt, double[] sums, int sumsAt, int length) {
        DoubleVector f0 = DoubleVector.broadcast(DOUBLES, factors[factorsAt]);
        DoubleVector f1 = DoubleVector.broadcast(DOUBLES, factors[factorsAt + 1]);
        DoubleVector f2 = DoubleVector.broadcast(DOUBLES, factors[factorsAt + 2]);
        DoubleVector f3 = DoubleVector.broadcast(DOUBLES, factors[factorsAt + 3]);
        DoubleVector f4 = DoubleVector.broadcast(DOUBLES, factors[factorsAt + 4]);
        DoubleVector f5 = DoubleVector.broadcast(DOUBLES, factors[factorsAt + 5]);
        DoubleVector f6 = DoubleVector.broadcast(DOUBLES, factors[factorsAt + 6]);
        DoubleVector f7 = DoubleVector.broadcast(DOUBLES, factors[factorsAt + 7]);
        int i = 0;
        for (; i + DOUBLES.length() <= length; i += DOUBLES.length()) {
            int at = rowsAt + i;
            DoubleVector sum = DoubleVector.fromArray(DOUBLES, sums, sumsAt + i);
            DoubleVector other = DoubleVector.fromArray(DOUBLES, rows, at).mul(f0);
            sum = DoubleVector.fromArray(DOUBLES, rows, at + length).fma(f1, sum);
            other = DoubleVector.fromArray(DOUBLES, rows, at + 2 * length).fma(f2, other);
            sum = DoubleVector.fromArray(DOUBLES, rows, at + 3 * length).fma(f3, sum);
            other = DoubleVector.fromArray(DOUBLES, rows, at + 4 * length).fma(f4, other);
            sum = DoubleVector.fromArray(DOUBLES, rows, at + 5 * length).fma(f5, sum);
            other = DoubleVector.fromArray(DOUBLES, rows, at + 6 * length).fma(f6, other);
            sum = DoubleVector.fromArray(DOUBLES, rows, at + 7 * length).fma(f7, sum);
            sum.add(other).intoArray(sums, sumsAt + i);
        }
        for (; i < length; i++) {
            for (int row = 0; row < ROWS; row++) {
                sums[sumsAt + i] += factors[factorsAt + row] * rows[rowsAt + row * length + i];
            }
        }
    }

    @Override
    public void inverseRoots(float[] x, float[] y, int length) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int i = 0; i < length; i += LANES) {
            one.div(FloatVector.fromArray(SPECIES, x, i).sqrt()).intoArray(y, i);
        }
    }

    @Override
    public void addSquares(float factor, float[] x, int xAt, float[] y, int length) {
        FloatVector f = FloatVector.broadcast(SPECIES, factor);
        for (int i = 0; i < length; i += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, x, xAt + i);
            z.mul(f).fma(z, FloatVector.fromArray(SPECIES, y, i)).intoArray(y, i);
        }
    }
}
