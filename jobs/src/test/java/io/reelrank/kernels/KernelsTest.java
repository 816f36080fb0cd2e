package io.reelrank.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelsTest {
    /** In floats, over some hundred products of elements of about 1. */
    private static final double ROUNDING = 1e-4;

    @Test
    void productsOfRowsAndOfColumnsAreTheSums() {
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
    void aProductOfPartsLeavesTheOthers() {
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
    void rowsAreScaledElementByElement() {
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
    void aPropertyGivesThePlainOnes() {
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
}
