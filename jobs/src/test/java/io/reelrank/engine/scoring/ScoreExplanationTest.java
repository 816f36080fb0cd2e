package io.reelrank.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.Regularization;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreExplanationTest {
    // Items 3 and 8 with factors (1, 0) and (1, 2): YᵀY = (2, 2; 2, 4).
    private static final ItemFactors ITEMS = new ItemFactors(2, new int[] {3, 8}, new float[] {1, 0, 1, 2});

    private static final ItemFactors NONE = new ItemFactors(2, new int[0], new float[0]);

    private static final Objective OBJECTIVE = new Objective(2, 1, new Regularization.PositiveScaled(1));

    @Test
    void contributionsEqualThoseComputedByHand() {
        // α = 2, λ = 1, r of 3 is 1: c = 3, A = (2 + 2 + 1, 2; 2, 4 + 1) = (5, 2; 2, 5), A⁻¹ = (5, −2; −2, 5) / 21.
        ScoreExplanation explanation = new ScoreExplanation(ITEMS, NONE, new int[] {3}, new float[] {1}, OBJECTIVE, 2);

        // y_3ᵀ A⁻¹ y_3 · 3 = 5/21 · 3, y_8ᵀ A⁻¹ y_3 · 3 = (5 − 2 · 2)/21 · 3.
        assertThat(explanation.contributions(new int[] {3})[0])
                .containsExactly(new double[] {15 / 21.0}, within(1e-12));
        assertThat(explanation.contributions(new int[] {8})[0]).containsExactly(new double[] {3 / 21.0}, within(1e-12));
    }

    @Test
    void aNegativeChangesTheSystemAndContributesNothing() {
        // As above, and r of 8 is −1: A = (5, 2; 2, 5) + 2 · (1, 2; 2, 4) = (7, 6; 6, 13), determinant 55; n_u stays 1.
        ScoreExplanation explanation =
                new ScoreExplanation(ITEMS, NONE, new int[] {3, 8}, new float[] {1, -1}, OBJECTIVE, 2);

        assertThat(explanation.contributions(new int[] {3})[0])
                .containsExactly(new double[] {3 * 13 / 55.0, 0}, within(1e-12));
    }

    @Test
    void unobservedPairsAndRegularisationCountAsInTraining() {
        // α₀ = 1/2, α = 2, λ_u = 3 (1 + 1/2 · 2)¹ = 6, r of 3 is 1: c = 5/2,
        // A = (1 + 2 + 6, 1; 1, 2 + 6) = (9, 1; 1, 8), A⁻¹ = (8, −1; −1, 9) / 71.
        Objective objective = new Objective(2, 0.5, new Regularization.FrequencyScaled(3, 1));
        ScoreExplanation explanation = new ScoreExplanation(ITEMS, NONE, new int[] {3}, new float[] {1}, objective, 2);

        assertThat(explanation.contributions(new int[] {3})[0])
                .containsExactly(new double[] {8 / 71.0 * 2.5}, within(1e-12));
        assertThat(explanation.contributions(new int[] {8})[0])
                .containsExactly(new double[] {6 / 71.0 * 2.5}, within(1e-12));
    }

    @Test
    void itemsThatTheModelDoesNotKnowContributeNothing() {
        ScoreExplanation explanation =
                new ScoreExplanation(ITEMS, NONE, new int[] {3, 5}, new float[] {1, 1}, OBJECTIVE, 2);

        assertThat(explanation.contributions(new int[] {5})[0]).containsExactly(0, 0);
        assertThat(explanation.contributions(new int[] {3})[0][1]).isZero();
    }

    @Test
    void itemsThatWereNotInTrainingAreExplainedByTheirOwnFactors() {
        // As in the first test, with factors (0, 1) of an item 9: y_9ᵀ A⁻¹ y_3 · 3 = −2/21 · 3.
        ItemFactors others = new ItemFactors(2, new int[] {9}, new float[] {0, 1});
        ScoreExplanation explanation =
                new ScoreExplanation(ITEMS, others, new int[] {3}, new float[] {1}, OBJECTIVE, 2);

        double[][] contributions = explanation.contributions(new int[] {9, 8, 7});

        assertThat(contributions[0]).containsExactly(new double[] {-6 / 21.0}, within(1e-12));
        assertThat(contributions[1]).containsExactly(new double[] {3 / 21.0}, within(1e-12));
        assertThat(contributions[2]).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "4, 4", "7, 6", "9, 13"})
    void contributionsAreThoseOfPlainElimination(int rank, int count) {
        Random random = new Random(rank);
        float[] factors = new float[rank * count];
        for (int k = 0; k < factors.length; k++) {
            factors[k] = (float) random.nextGaussian();
        }
        int[] ids = IntStream.range(0, count).toArray();
        float[] strengths = new float[count];
        double[][] system = new double[rank][rank];
        for (int j = 0; j < count; j++) {
            strengths[j] = j % 4 - 1;
            for (int k = 0; k < rank; k++) {
                system[k][k] += strengths[j] > 0 ? 1 : 0;
                for (int l = 0; l < rank; l++) {
                    system[k][l] += (1 + 2.0 * Math.abs(strengths[j])) * factors[j * rank + k] * factors[j * rank + l];
                }
            }
        }
        ScoreExplanation explanation =
                new ScoreExplanation(new ItemFactors(rank, ids, factors), NONE, ids, strengths, OBJECTIVE, count);

        double[][] contributions = explanation.contributions(ids);

        for (int i = 0; i < count; i++) {
            double[] z = solved(system, Arrays.copyOfRange(factors, i * rank, (i + 1) * rank));
            for (int j = 0; j < count; j++) {
                double expected = 0;
                for (int k = 0; k < rank && strengths[j] > 0; k++) {
                    expected += (1 + 2.0 * strengths[j]) * factors[j * rank + k] * z[k];
                }
                assertThat(contributions[i][j]).isCloseTo(expected, within(1e-9));
            }
        }
    }

    /** The solution of a system, by Gauss's elimination without pivots. */
    private static double[] solved(double[][] system, float[] right) {
        int n = right.length;
        double[][] a = new double[n][];
        double[] x = new double[n];
        for (int k = 0; k < n; k++) {
            a[k] = system[k].clone();
            x[k] = right[k];
        }
        for (int pivot = 0; pivot < n; pivot++) {
            for (int k = 0; k < n; k++) {
                double factor = k == pivot ? 0 : a[k][pivot] / a[pivot][pivot];
                for (int l = 0; l < n; l++) {
                    a[k][l] -= factor * a[pivot][l];
                }
                x[k] -= factor * x[pivot];
            }
        }
        for (int k = 0; k < n; k++) {
            x[k] /= a[k][k];
        }
        return x;
    }

    @Test
    void factorsOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> new ItemFactors(2, new int[] {3, 8}, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("illegal lengths: 2 items, 3 factors of rank 2");
    }
}
