package io.reelrank.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelsTest {
    /** In floats, over some hundred products of elements of about 1. */
    private static final double ROUNDING = 1e-4;

    @Test
    void gramsOfRowsAndOfColumnsAreTheSums() {
        for (Kernels kernels : List.of(new PlainKernels(), Kernels.vector())) {
            for (int count : new int[] {1, 4, 7, 16, 33}) {
                for (int length : new int[] {1, 16, 100, 257}) {
                    Matrix rows = random(count, length);
                    Matrix byRows = new Matrix(count, count);
                    kernels.addRowGram(rows, count, length, byRows);
                    Matrix byColumns = new Matrix(count, count);
                    kernels.addGram(transposed(rows, count, length), length, byColumns, count);
                    for (int i = 0; i < count; i++) {
                        for (int j = i; j < count; j++) {
                            double expected = 0;
                            for (int k = 0; k < length; k++) {
                                expected += (double) at(rows, i, k) * at(rows, j, k);
                            }
                            assertThat((double) at(byRows, i, j)).isCloseTo(expected, within(ROUNDING));
                            assertThat((double) at(byColumns, i, j)).isCloseTo(expected, within(ROUNDING));
                        }
                    }
                }
            }
        }
    }

    @Test
    void aProductOfAPartLeavesTheOtherElements() {
        Matrix left = new Matrix(40, 40);
        Matrix right = random(40, 40);
        Matrix values = random(40, 40);
        for (int k = 16; k < 40; k++) {
            System.arraycopy(values.values, k * values.stride + 16, left.values, k * left.stride + 16, 21);
        }
        for (Kernels kernels : List.of(new PlainKernels(), Kernels.vector())) {
            Matrix sums = new Matrix(40, 40);
            kernels.addProduct(left, right, 16, 35, sums, 16, 37, 16, 32);
            for (int i = 0; i < 40; i++) {
                for (int j = 0; j < 40; j++) {
                    double expected = 0;
                    for (int k = 16; k < 35 && i >= 16 && j >= 16 && j < 32; k++) {
                        expected += (double) at(left, k, i) * at(right, k, j);
                    }
                    assertThat((double) at(sums, i, j)).isCloseTo(expected, within(ROUNDING));
                }
            }
        }
    }

    @Test
    void aProductIsSetWithTheStartsOfItsColumns() {
        for (Kernels kernels : List.of(new PlainKernels(), Kernels.vector())) {
            for (int count : new int[] {0, 1, 64, 300}) {
                for (int rows : new int[] {1, 8, 13}) {
                    for (int columns : new int[] {5, 32, 48, 150}) {
                        Matrix left = random(count, rows);
                        Matrix right = random(count, columns);
                        float[] start = random(1, 16 + Matrix.padded(columns)).values;
                        Matrix sums = random(rows, columns);
                        kernels.setProduct(left, right, count, start, 16, sums, rows, columns);
                        for (int i = 0; i < rows; i++) {
                            for (int j = 0; j < columns; j++) {
                                double expected = start[16 + j];
                                for (int k = 0; k < count; k++) {
                                    expected += (double) at(left, k, i) * at(right, k, j);
                                }
                                assertThat((double) at(sums, i, j)).isCloseTo(expected, within(ROUNDING));
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void sumsAboveTheBoundsOfTheirRowsAreFoundOnce() {
        for (Kernels kernels : List.of(new PlainKernels(), Kernels.vector())) {
            for (int rows : new int[] {1, 8, 13}) {
                for (int columns : new int[] {5, 16, 32, 48, 150}) {
                    Matrix left = random(3, rows);
                    Matrix right = random(3, columns);
                    // Columns of NaN and of infinities, and infinite bounds.
                    float[] start = random(1, Matrix.padded(columns)).values;
                    start[0] = Float.NaN;
                    start[1] = -Float.NaN;
                    start[2] = Float.POSITIVE_INFINITY;
                    start[3] = Float.NEGATIVE_INFINITY;
                    float[] bounds = new float[Matrix.padded(rows)];
                    Arrays.fill(bounds, Float.POSITIVE_INFINITY);
                    for (int row = 0; row < rows; row++) {
                        bounds[row] = row == 3 ? Float.NEGATIVE_INFINITY : row == 5 ? bounds[row] : 0.3f * (row - 4);
                    }
                    Matrix sums = random(rows, columns);
                    int[] near = new int[Matrix.padded(rows) * Matrix.padded(columns) + 1];
                    int[] found = new int[near.length];
                    int count = kernels.setProductNear(left, right, 3, start, 0, sums, rows, columns, bounds, near);
                    // An element that is lowered in between is not found.
                    sums.values[4] = Float.NEGATIVE_INFINITY;
                    int above = kernels.above(sums, bounds, near, count, columns, found);
                    Arrays.sort(found, 0, above);
                    assertThat(Arrays.copyOf(found, above))
                            .isEqualTo(IntStream.range(0, rows)
                                    .flatMap(row -> IntStream.range(0, columns)
                                            .filter(column -> at(sums, row, column) > bounds[row])
                                            .map(column -> row * Kernels.ROW_FACTOR + column))
                                    .toArray());
                    for (int column = 6; column < columns; column++) {
                        double expected = start[column];
                        for (int k = 0; k < 3; k++) {
                            expected += (double) at(left, k, 0) * at(right, k, column);
                        }
                        assertThat((double) at(sums, 0, column)).isCloseTo(expected, within(ROUNDING));
                    }
                }
            }
        }
    }

    @Test
    void theLargerIsKeptAndNaNIsIgnored() {
        for (Kernels kernels : List.of(new PlainKernels(), Kernels.vector())) {
            float[] x = random(1, 50).values;
            float[] before = random(1, 50).values;
            x[3] = Float.NaN;
            x[40] = Float.NaN;
            before[7] = Float.NEGATIVE_INFINITY;
            float[] y = before.clone();
            kernels.keepLarger(x, 1, y, 2, 45);
            for (int i = 0; i < 45; i++) {
                assertThat(y[2 + i]).isEqualTo(x[1 + i] > before[2 + i] ? x[1 + i] : before[2 + i]);
            }
            assertThat(y[1]).isEqualTo(before[1]);
            assertThat(y[47]).isEqualTo(before[47]);
        }
    }

    @Test
    void rowsOfDoublesAreAddedWithTheirFactors() {
        int length = 21;
        double[] rows = new Random(5).doubles(3 + Kernels.ROWS * length).toArray();
        int[] factors = {9, 0, 1, 2, 0, 3, 1, 1, 5};
        for (Kernels kernels : List.of(new PlainKernels(), Kernels.vector())) {
            double[] sums = new double[length + 2];
            Arrays.fill(sums, 0.5);
            kernels.addRows(factors, 1, rows, 3, sums, 1, length);
            for (int i = 0; i < length; i++) {
                double expected = 0.5;
                for (int row = 0; row < Kernels.ROWS; row++) {
                    expected += factors[1 + row] * rows[3 + row * length + i];
                }
                assertThat(sums[1 + i]).isCloseTo(expected, within(1e-12));
            }
            assertThat(sums[0]).isEqualTo(0.5);
            assertThat(sums[length + 1]).isEqualTo(0.5);
        }
    }

    @Test
    void rowsAreScaledElementwise() {
        Matrix x = random(1, 32);
        Matrix v = random(1, 32);
        for (Kernels kernels : List.of(new PlainKernels(), Kernels.vector())) {
            float[] y = new float[32];
            float[] roots = new float[32];
            float[] squares = new float[32];
            kernels.scaleEach(3f, x.values, 0, v.values, y, 0, 32);
            for (int k = 0; k < 32; k++) {
                assertThat(y[k]).isEqualTo(3f * x.values[k] * v.values[k]);
                squares[k] = (k + 1) * (k + 1);
            }
            kernels.inverseRoots(squares, roots, 32);
            for (int k = 0; k < 32; k++) {
                assertThat(roots[k]).isEqualTo(1f / (k + 1));
            }
        }
    }

    @Test
    void aPropertySelectsThePlainKernels() {
        assertThat(Kernels.best()).isInstanceOf(Kernels.vector().getClass());
        System.setProperty("reelrank.kernels", "plain");
        try {
            assertThat(Kernels.best()).isInstanceOf(PlainKernels.class);
        } finally {
            System.clearProperty("reelrank.kernels");
        }
    }

    private static Matrix random(int rows, int columns) {
        Matrix matrix = new Matrix(rows, columns);
        Random random = new Random(5);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.values[i * matrix.stride + j] = random.nextFloat() - 0.5f;
            }
        }
        return matrix;
    }

    private static Matrix transposed(Matrix rows, int count, int length) {
        Matrix columns = new Matrix(length, count);
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < length; k++) {
                columns.values[k * columns.stride + i] = at(rows, i, k);
            }
        }
        return columns;
    }

    private static float at(Matrix matrix, int row, int column) {
        return matrix.values[row * matrix.stride + column];
    }

    @Test
    void elementsAboveBoundsAreCountedAndEqualOnesFound() {
        Random random = new Random(2);
        for (Kernels kernels : List.of(new PlainKernels(), Kernels.vector())) {
            float[] x = new float[100];
            for (int i = 0; i < x.length; i++) {
                x[i] = i % 9 == 0 ? Float.NEGATIVE_INFINITY : i % 10 == 0 ? -0f : random.nextInt(20) - 10;
            }
            x[7] = Float.MIN_VALUE;
            float[] bounds = {50, 0, -3, 2, 0.5f, Float.MIN_VALUE, -20, 7};
            int[] counts = new int[bounds.length * Matrix.LANES];
            int[] equal = new int[bounds.length];
            for (int length : new int[] {16, 48, 80}) {
                Arrays.fill(counts, 1);
                int found = kernels.addAbove(x, 5, length, bounds, 1, 7, counts, equal);
                List<Integer> expected = IntStream.range(1, 7)
                        .filter(i -> IntStream.range(5, 5 + length).anyMatch(j -> x[j] == bounds[i]))
                        .boxed()
                        .toList();
                assertThat(IntStream.of(equal).limit(found).boxed().toList()).isEqualTo(expected);
                for (int i = 0; i < bounds.length; i++) {
                    float bound = bounds[i];
                    long above = i < 1 || i > 6
                            ? 0
                            : IntStream.range(5, 5 + length)
                                    .filter(j -> x[j] > bound)
                                    .count();
                    assertThat(Arrays.stream(counts, i * Matrix.LANES, (i + 1) * Matrix.LANES)
                                    .sum())
                            .isEqualTo(Matrix.LANES + (int) above);
                }
            }
        }
    }
}
