package io.reelrank.engine.eigen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.engine.kernels.Kernels;
import io.reelrank.engine.kernels.Matrix;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TridiagonalTest {
    // The transformation back is in floats.
    private static final double ROUNDING = 2e-5;

    /** Sizes around multiples of a block of reflections. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 32, 33, 70, 129})
    void transformedBackTheTridiagonalIsTheMatrix(int size) {
        double[] matrix = symmetric(size, new Random(size));

        Tridiagonal reduced = Tridiagonal.of(size, matrix);

        for (Kernels kernels : new Kernels[] {Kernels.plain(), Kernels.vector()}) {
            Matrix h = identity(size);
            reduced.transformBack(kernels, h);
            check(size, matrix, reduced, h);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 40})
    void aDiagonalMatrixStaysTheSame(int size) {
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++) {
            matrix[i * size + i] = i - 2;
        }

        Tridiagonal reduced = Tridiagonal.of(size, matrix);

        assertThat(reduced.offDiagonal).containsOnly(0);
        for (int i = 0; i < size; i++) {
            assertThat(reduced.diagonal[i]).isEqualTo(i - 2);
        }
    }

    /** H is orthogonal, and H T Hᵀ = A. */
    private static void check(int size, double[] matrix, Tridiagonal reduced, Matrix h) {
        double farthest = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double product = 0;
                double form = 0;
                for (int k = 0; k < size; k++) {
                    double left = h.values[i * h.stride + k];
                    product += left * h.values[j * h.stride + k];
                    form += left * reduced.diagonal[k] * h.values[j * h.stride + k];
                    if (k + 1 < size) {
                        form += left * reduced.offDiagonal[k] * h.values[j * h.stride + k + 1];
                        form += h.values[i * h.stride + k + 1] * reduced.offDiagonal[k] * h.values[j * h.stride + k];
                    }
                }
                farthest = Math.max(farthest, Math.abs(product - (i == j ? 1 : 0)));
                farthest = Math.max(farthest, Math.abs(form - matrix[i * size + j]));
            }
        }
        assertThat(farthest).isLessThan(ROUNDING);
    }

    private static Matrix identity(int size) {
        Matrix identity = new Matrix(size, size);
        for (int i = 0; i < size; i++) {
            identity.values[i * identity.stride + i] = 1;
        }
        return identity;
    }

    private static double[] symmetric(int size, Random random) {
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                matrix[i * size + j] = random.nextDouble() - 0.5;
                matrix[j * size + i] = matrix[i * size + j];
            }
        }
        return matrix;
    }
}
