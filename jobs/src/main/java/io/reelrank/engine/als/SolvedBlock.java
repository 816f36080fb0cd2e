package io.reelrank.engine.als;

import io.reelrank.engine.solver.BlockSolver;
import io.reelrank.engine.solver.Eigenbasis;
import io.reelrank.engine.solver.FixedSide;
import io.reelrank.engine.solver.Gramian;
import io.reelrank.engine.solver.Loss;
import io.reelrank.engine.solver.RowSums;
import io.reelrank.engine.solver.SolvePlan;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;

/**
 * A block after a half sweep, with its contributions to the sums over its side.
 *
 * @param factors the block's factors
 * @param gramian [rank × rank] of the factors
 * @param observed the contribution of the block's pairs to the loss; 0 if it was not measured
 * @param regularization the contribution of the factors' regularisation to the loss
 */
// Arrays, because boxed numbers would cost more than the solving. Nobody calls equals.
@SuppressWarnings("ArrayRecordComponent")
record SolvedBlock(FactorBlock factors, double[] gramian, double observed, double regularization)
        implements Serializable {
    /** What a half sweep measures. The loss of the observed pairs costs a pass over them. */
    enum Measure {
        NOTHING,
        LOSS
    }

    /** The block's contributions, without its factors. */
    @SuppressWarnings("ArrayRecordComponent")
    record BlockSums(double[] gramian, double observed, double regularization) implements Serializable {}

    BlockSums sums() {
        return new BlockSums(gramian, observed, regularization);
    }

    /**
     * Solves a block.
     *
     * @param fixed the fixed side, with the factors that the block needs
     * @param plan which method solves which row
     */
    static SolvedBlock of(BlockInput input, FixedSide fixed, SolvePlan plan, Measure measure) {
        RatingBlock block = input.ratings();
        float[] prior = input.prior();
        Eigenbasis basis = fixed.basis();
        int rank = fixed.rank();
        BlockSolver solver = new BlockSolver(fixed, plan);
        double[] lambdas = fixed.lambdas(block.counts());
        float[] factors = solver.solve(block.rows(), input.start().factors(), prior);
        double observed = measure == Measure.LOSS
                ? Loss.observed(fixed.objective(), rank, block.rows(), basis.rotate(factors), input.others())
                : 0;
        for (Map.Entry<Integer, RowSums> split : input.splitSums().entrySet()) {
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
