package io.reelrank.engine.als;

import io.reelrank.engine.solver.Gramian;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * A side after it was solved.
 *
 * @param solved the solved blocks; partition i is block i
 * @param gramian [rank × rank] of all factors of the side
 * @param observed the contribution of the observed pairs to the loss; 0 if it was not measured
 * @param regularization the contribution of the factors' regularisation to the loss
 */
// An array, because boxed numbers would cost more than the solving. Nobody calls equals.
@SuppressWarnings("ArrayRecordComponent")
record HalfSweep(JavaRDD<SolvedBlock> solved, double[] gramian, double observed, double regularization) {
    /** Computes the blocks, and adds their contributions in the order of the blocks. */
    static HalfSweep of(JavaRDD<SolvedBlock> solved, int rank) {
        List<SolvedBlock.BlockSums> sums = solved.map(SolvedBlock::sums).collect();
        double[] gramian = new double[rank * rank];
        sums.forEach(block -> Gramian.add(block.gramian(), gramian));
        return new HalfSweep(
                solved,
                gramian,
                sums.stream().map(SolvedBlock.BlockSums::observed).reduce(0.0, Double::sum),
                sums.stream().map(SolvedBlock.BlockSums::regularization).reduce(0.0, Double::sum));
    }

    JavaRDD<FactorBlock> factors() {
        return solved.map(SolvedBlock::factors);
    }

    /** Removes the solved blocks from memory and disk. */
    void unpersist() {
        solved.unpersist();
    }
}
