package io.reelrank.engine.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossTest {
    private static final float[] NONE = {};
    private static final int USERS = 60;
    private static final int ITEMS = 45;
    private static final int[] LENGTHS =
            IntStream.range(0, USERS).map(user -> user % 20).toArray();

    /** The loss has the rounding of the Gramians, whose chunks are summed in floats. */
    private static final double ROUNDING = 1e-6;

    @Test
    void theLossIsTheSumOverAllPairs() {
        int rank = 13;
        SparseRows rows = SampleRows.rows(ITEMS, LENGTHS, 2);
        float[] users = SampleRows.factors(USERS, rank, 3);
        float[] items = SampleRows.factors(ITEMS, rank, 4);
        float[] prior = SampleRows.factors(USERS, rank, 5);
        for (Objective objective : List.of(SampleRows.MLLIB, SampleRows.SCALED)) {
            double naive = naive(objective, rank, rows, users, prior, items);
            assertThat(loss(objective, rank, rows, users, prior, items)).isCloseTo(naive, within(ROUNDING * naive));
        }
    }

    @Test
    void sweepsNeverRaiseTheLoss() {
        for (Objective objective : List.of(SampleRows.MLLIB, SampleRows.SCALED)) {
            for (int rank : new int[] {7, 32}) {
                for (SolvePlan plan : List.of(
                        SolvePlan.exact(),
                        SolvePlan.warm(3),
                        SolvePlan.only(SolveMethod.PRIMAL, new StoppingCriteria(1, 0)),
                        SolvePlan.only(SolveMethod.DUAL, new StoppingCriteria(1, 0)),
                        SolvePlan.only(SolveMethod.CONJUGATE_GRADIENT, new StoppingCriteria(2, 0)))) {
                    sweep(objective, rank, plan);
                }
            }
        }
    }

    private static void sweep(Objective objective, int rank, SolvePlan plan) {
        SparseRows byUser = SampleRows.rows(ITEMS, LENGTHS, 2);
        SparseRows byItem = SampleRows.transposed(byUser, ITEMS);
        float[] users = SampleRows.factors(USERS, rank, 3);
        float[] items = SampleRows.factors(ITEMS, rank, 4);
        double before = loss(objective, rank, byUser, users, NONE, items);
        for (int iteration = 0; iteration < 12; iteration++) {
            users = new BlockSolver(FixedSide.of(objective, rank, items), plan).solve(byUser, users, NONE);
            double between = loss(objective, rank, byUser, users, NONE, items);
            assertThat(between).isLessThanOrEqualTo(before * (1 + ROUNDING));
            items = new BlockSolver(FixedSide.of(objective, rank, users), plan).solve(byItem, items, NONE);
            before = loss(objective, rank, byUser, users, NONE, items);
            assertThat(before).isLessThanOrEqualTo(between * (1 + ROUNDING));
        }
    }

    private static double loss(
            Objective objective, int rank, SparseRows rows, float[] users, float[] prior, float[] items) {
        return Loss.unobserved(objective, Gramian.of(rank, users), Gramian.of(rank, items))
                + Loss.observed(objective, rank, rows, users, items)
                + Loss.regularization(rank, objective.lambdas(RowCounts.of(rows), ITEMS), users, prior)
                + Loss.regularization(
                        rank, objective.lambdas(RowCounts.of(SampleRows.transposed(rows, ITEMS)), USERS), items, NONE);
    }

    private static double naive(
            Objective objective, int rank, SparseRows rows, float[] users, float[] prior, float[] items) {
        double sum = 0;
        int[] observed = new int[ITEMS];
        int[] positives = new int[ITEMS];
        for (int u = 0; u < USERS; u++) {
            Map<Integer, Float> strengths = new HashMap<>();
            int positivesOfUser = 0;
            for (int pair = rows.starts()[u]; pair < rows.starts()[u + 1]; pair++) {
                strengths.put(rows.indices()[pair], rows.strengths()[pair]);
                int positive = rows.strengths()[pair] > 0 ? 1 : 0;
                observed[rows.indices()[pair]]++;
                positives[rows.indices()[pair]] += positive;
                positivesOfUser += positive;
            }
            for (int i = 0; i < ITEMS; i++) {
                float r = strengths.getOrDefault(i, 0f);
                double miss = r > 0 ? 1 : 0;
                for (int k = 0; k < rank; k++) {
                    miss -= (double) users[u * rank + k] * items[i * rank + k];
                }
                sum += (objective.unobserved() + objective.alpha() * Math.abs(r)) * miss * miss;
            }
            double lambda =
                    objective.regularization().of(strengths.size(), positivesOfUser, objective.unobserved() * ITEMS);
            for (int k = u * rank; k < (u + 1) * rank; k++) {
                sum += lambda * Math.pow((double) users[k] - prior[k], 2);
            }
        }
        for (int i = 0; i < ITEMS; i++) {
            double lambda = objective.regularization().of(observed[i], positives[i], objective.unobserved() * USERS);
            for (int k = i * rank; k < (i + 1) * rank; k++) {
                sum += lambda * items[k] * items[k];
            }
        }
        return sum;
    }
}
