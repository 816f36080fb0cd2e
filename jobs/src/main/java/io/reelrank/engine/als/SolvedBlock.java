package io.reelrank.engine.als;

import io.reelrank.engine.solver.BlockSolver;
import io.reelrank.engine.solver.Eigenbasis;
import io.reelrank.engine.solver.FixedSide;
import io.reelrank.engine.solver.Gramian;
import io.reelrank.engine.solver.Loss;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.RowSums;
import io.reelrank.engine.solver.SolvePlan;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;

/**
 * A block after its half of a sweep, with what it adds to the sums over its side.
 *
 * @param factors the block's
 * @param gramian [rank × rank] of the factors
 * @param observed what the block's pairs add to the loss; 0 where it was not measured
 * @param regularization what its factors add to the loss
 */
// Arrays, because boxes cost more than the solving; nobody compares blocks by equals.
@SuppressWarnings("ArrayRecordComponent")
record SolvedBlock(FactorBlock factors, double[] gramian, double observed, double regularization)
        implements Serializable {
    /** What a half sweep measures beside solving: the loss of all observed pairs costs a pass over them. */
    enum Measure {
        NOTHING,
        LOSS
    }

    /** What a block's side adds up, without the factors. */
    @SuppressWarnings("ArrayRecordComponent")
    record BlockSums(double[] gramian, double observed, double regularization) implements Serializable {}

    BlockSums sums() {
        return new BlockSums(gramian, observed, regularization);
    }

    /**
     * Solves a block.
     *
     * @param block its pairs
     * @param former its factors before
     * @param others [others × rank] the factors that it met, in the basis
     * @param sums by row, those of its split rows
     * @param basis of the fixed side's Gramian
     * @param fixedSize how many rows the fixed side has
     * @param prior [rows × rank] what the factors are drawn to, or an empty array for zero
     */
    static SolvedBlock of(
            RatingBlock block,
            FactorBlock former,
            float[] others,
            Map<Integer, RowSums> sums,
            Eigenbasis basis,
            long fixedSize,
            float[] prior,
            Objective objective,
            SolvePlan plan,
            Measure measure) {
        FixedSide fixed = new FixedSide(objective, basis, fixedSize, others);
        BlockSolver solver = new BlockSolver(fixed, plan);
        int rank = basis.rank();
        double[] lambdas = objective.lambdas(block.counts(), fixedSize);
        float[] factors = solver.solve(block.rows(), former.factors(), prior);
        double observed = measure == Measure.LOSS
                ? Loss.observed(objective, rank, block.rows(), basis.rotate(factors), others)
                : 0;
        for (Map.Entry<Integer, RowSums> split : sums.entrySet()) {
            int row = Arrays.binarySearch(block.ids(), split.getKey());
            float[] solved = solver.solve(split.getValue(), lambdas[row], prior, row * rank);
            System.arraycopy(solved, 0, factors, row * rank, rank);
            observed += measure == Measure.LOSS ? split.getValue().observed(basis.rotate(solved)) : 0;
        }
        return new SolvedBlock(
                new FactorBlock(block.number(), block.ids(), factors),
                Gramian.of(rank, factors),
                observed,
                Loss.regularization(rank, lambdas, factors, prior));
    }
}
