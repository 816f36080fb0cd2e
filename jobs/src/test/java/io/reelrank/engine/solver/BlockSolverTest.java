package io.reelrank.engine.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelrank.engine.kernels.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlockSolverTest {
    /** As a share of the largest element of a row: a float has 6e-8, and the condition numbers are some hundreds. */
    private static final double ROUNDING = 2e-5;

    private static final StoppingCriteria UNTIL_CONVERGED = new StoppingCriteria(500, 1e-7);
    private static final float[] NONE = {};

    /** Ranks around multiples of vectors and tiles, with both regularisations. */
    static Stream<Arguments> cases() {
        return IntStream.of(1, 2, 3, 5, 15, 16, 17, 31, 33, 64, 100, 129, 256, 257)
                .boxed()
                .flatMap(
                        rank -> Stream.of(Arguments.of(rank, SampleRows.MLLIB), Arguments.of(rank, SampleRows.SCALED)));
    }

    /** All methods and kernels, with and without a prior, for rows of no, one and all items and around whole tiles. */
    @ParameterizedTest
    @MethodSource("cases")
    void factorsEqualTheDenseSolutionInDoubles(int rank, Objective objective) {
        int items = 90;
        float[] others = SampleRows.factors(items, rank, 3);
        SparseRows rows = SampleRows.rows(items, new int[] {1, 2, 3, 0, 7, 16, 17, 65, items}, rank);
        FixedSide side = FixedSide.of(objective, rank, others);
        DenseReference reference = new DenseReference(objective, rank, others);
        for (float[] prior : List.of(NONE, SampleRows.factors(rows.size(), rank, 4))) {
            double[][] expected = IntStream.range(0, rows.size())
                    .mapToObj(row -> expected(reference, rows, row, prior, rank))
                    .toArray(double[][]::new);
            if (objective.equals(SampleRows.MLLIB)) {
                // Without pairs λ is 0 in MLlib's regularisation, so the prior has no effect.
                Arrays.fill(expected[3], 0);
            }
            for (SolveMethod method : SolveMethod.values()) {
                for (Kernels kernels : List.of(Kernels.plain(), Kernels.vector())) {
                    float[] factors = new BlockSolver(side, SolvePlan.only(method, UNTIL_CONVERGED), kernels)
                            .solve(rows, NONE, prior);
                    for (int row = 0; row < rows.size(); row++) {
                        assertThat(distance(rowOf(factors, row, rank), expected[row]))
                                .as("%s of row %d by %s", method, row, kernels.getClass())
                                .isLessThan(ROUNDING);
                    }
                }
            }
        }
    }

    @Test
    void aRowWithoutPositivesIsZero() {
        SparseRows rows = SampleRows.row(new int[] {1, 4}, new float[] {-2, -1});
        float[] others = SampleRows.factors(10, 20, 1);
        for (SolveMethod method : SolveMethod.values()) {
            assertThat(solver(SampleRows.MLLIB, 20, others, method, Kernels.best())
                            .solve(rows))
                    .containsOnly(0f);
        }
    }

    @Test
    void aPairOfStrengthZeroIsUnobserved() {
        float[] others = SampleRows.factors(10, 8, 1);
        BlockSolver solver = new BlockSolver(FixedSide.of(SampleRows.SCALED, 8, others), SolvePlan.exact());
        float[] without = solver.solve(SampleRows.row(new int[] {1, 4}, new float[] {2, 1}));
        float[] with = solver.solve(SampleRows.row(new int[] {1, 7, 4}, new float[] {2, 0, 1}));
        assertThat(with).containsExactly(without);
    }

    @Test
    void singularSystemsHaveFiniteFactors() {
        int rank = 40;
        float[] others = new float[30 * rank];
        Arrays.fill(others, 0.5f);
        SparseRows rows = SampleRows.row(new int[] {0, 5, 6}, new float[] {1, 1e-40f, 1e6f});
        Objective objective = new Objective(1, 1e-12, new Regularization.PositiveScaled(1e-30));
        for (SolveMethod method : SolveMethod.values()) {
            for (Kernels kernels : List.of(Kernels.plain(), Kernels.vector())) {
                for (float factor :
                        solver(objective, rank, others, method, kernels).solve(rows)) {
                    assertThat(factor).isFinite();
                }
                for (float factor : solver(objective, rank, new float[30 * rank], method, kernels)
                        .solve(rows)) {
                    assertThat(factor).isZero();
                }
            }
        }
    }

    @Test
    void aRowDoesNotDependOnItsBlock() {
        int rank = 24;
        int items = 300;
        int[] lengths = IntStream.range(0, 200).map(row -> row % 60).toArray();
        SparseRows all = SampleRows.rows(items, lengths, 8);
        float[] warm = SampleRows.factors(lengths.length, rank, 6);
        FixedSide side = FixedSide.of(SampleRows.SCALED, rank, SampleRows.factors(items, rank, 7));
        float[] together = new BlockSolver(side, SolvePlan.warm(3)).solve(all, warm, NONE);
        for (int row : new int[] {199, 0, 130, 59}) {
            float[] alone = new BlockSolver(side, SolvePlan.warm(3)).solve(one(all, row), rowOf(warm, row, rank), NONE);
            assertThat(alone).containsExactly(rowOf(together, row, rank));
        }
    }

    @Test
    void conjugateGradientStepsLowerTheLoss() {
        int rank = 32;
        int items = 200;
        SparseRows rows = SampleRows.rows(items, new int[] {150}, 8);
        float[] others = SampleRows.factors(items, rank, 7);
        FixedSide side = FixedSide.of(SampleRows.SCALED, rank, others);
        float[] factors = SampleRows.factors(1, rank, 9);
        double before = loss(rows, factors, others, rank);
        for (int step = 0; step < 6; step++) {
            factors = new BlockSolver(side, SolvePlan.only(SolveMethod.CONJUGATE_GRADIENT, new StoppingCriteria(1, 0)))
                    .solve(rows, factors, NONE);
            double after = loss(rows, factors, others, rank);
            assertThat(after).isLessThan(before);
            before = after;
        }
    }

    @Test
    void wrongLengthsAreRefused() {
        BlockSolver solver =
                new BlockSolver(FixedSide.of(SampleRows.SCALED, 4, SampleRows.factors(5, 4, 1)), SolvePlan.exact());
        SparseRows rows = SampleRows.row(new int[] {1}, new float[] {1});
        assertThatThrownBy(() -> solver.solve(rows, new float[3], NONE))
                .hasMessage("illegal warm: 3, must be 4 or none");
        assertThatThrownBy(() -> new SparseRows(new int[] {0, 2}, new int[] {1}, new float[] {1}))
                .hasMessage("illegal lengths: 2 starts, 1 indices, 1 strengths");
    }

    private static double loss(SparseRows rows, float[] factors, float[] others, int rank) {
        return Loss.observed(SampleRows.SCALED, rank, rows, factors, others)
                + Loss.unobserved(SampleRows.SCALED, Gramian.of(rank, factors), Gramian.of(rank, others))
                + Loss.regularization(
                        rank, SampleRows.SCALED.lambdas(RowCounts.of(rows), others.length / rank), factors, NONE);
    }

    private static BlockSolver solver(
            Objective objective, int rank, float[] others, SolveMethod method, Kernels kernels) {
        return new BlockSolver(FixedSide.of(objective, rank, others), SolvePlan.only(method, UNTIL_CONVERGED), kernels);
    }

    private static double[] expected(DenseReference reference, SparseRows rows, int row, float[] prior, int rank) {
        SparseRows one = one(rows, row);
        return reference.solve(one.indices(), one.strengths(), prior.length > 0 ? rowOf(prior, row, rank) : prior);
    }

    private static SparseRows one(SparseRows rows, int row) {
        int from = rows.starts()[row];
        int to = rows.starts()[row + 1];
        return SampleRows.row(
                Arrays.copyOfRange(rows.indices(), from, to), Arrays.copyOfRange(rows.strengths(), from, to));
    }

    private static float[] rowOf(float[] factors, int row, int rank) {
        return Arrays.copyOfRange(factors, row * rank, (row + 1) * rank);
    }

    /** The largest difference, as a share of the largest element. */
    private static double distance(float[] actual, double[] expected) {
        double largest = Double.MIN_NORMAL;
        double difference = 0;
        for (int k = 0; k < expected.length; k++) {
            largest = Math.max(largest, Math.abs(expected[k]));
            difference = Math.max(difference, Math.abs(actual[k] - expected[k]));
        }
        return difference / largest;
    }
}
