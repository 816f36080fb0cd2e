package io.reelrank.engine.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSumsTest {
    private static final int ITEMS = 9000;
    private static final float[] NONE = {};

    /** With 8,500 pairs, so that a part is longer than a chunk that is summed in floats. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 17, 64, 129})
    void aRowSummedInPartsHasTheFactorsAndTheLossOfTheWholeRow(int rank) {
        float[] others = SampleRows.factors(ITEMS, rank, 3);
        SparseRows whole = SampleRows.rows(ITEMS, new int[] {8500}, rank);
        for (Objective objective : List.of(SampleRows.MLLIB, SampleRows.SCALED)) {
            FixedSide side = FixedSide.of(objective, rank, others);
            BlockSolver solver = new BlockSolver(side, SolvePlan.exact());
            RowSums sums = RowSums.of(side, part(whole, 0, 700), 0)
                    .plus(RowSums.of(side, part(whole, 700, 5700), 0))
                    .plus(RowSums.of(side, part(whole, 5700, 8500), 0));
            double lambda = objective.lambdas(RowCounts.of(whole), ITEMS)[0];
            float[] priors = SampleRows.factors(2, rank, 4);
            for (float[] prior : List.of(NONE, Arrays.copyOfRange(priors, rank, 2 * rank))) {
                float[] expected = solver.solve(whole, NONE, prior);
                float[] found = solver.solve(sums, lambda, prior.length == 0 ? NONE : priors, rank);
                assertThat(found).containsExactly(expected, within(1e-4f));

                float[] rotated = side.basis().rotate(found);
                double loss = Loss.observed(
                        objective, rank, whole, rotated, side.basis().rotate(others));
                assertThat(sums.observed(rotated)).isCloseTo(loss, within(1e-5 * Math.abs(loss)));
            }
        }
    }

    @Test
    void partsWithoutPositivesAreZero() {
        int rank = 3;
        SparseRows rows = SampleRows.row(new int[] {1, 4}, new float[] {-2, -1});
        FixedSide side = FixedSide.of(SampleRows.SCALED, rank, SampleRows.factors(10, rank, 1));
        assertThat(new BlockSolver(side, SolvePlan.exact()).solve(RowSums.of(side, rows, 0), 0.1, NONE, 0))
                .containsOnly(0f);
    }

    private static SparseRows part(SparseRows rows, int from, int to) {
        return SampleRows.row(
                Arrays.copyOfRange(rows.indices(), from, to), Arrays.copyOfRange(rows.strengths(), from, to));
    }
}
