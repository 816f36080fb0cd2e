package io.reelrank.engine.als;

import io.reelrank.engine.solver.Gramian;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * One side after it was solved.
 *
 * @param solved its blocks
 * @param gramian [rank × rank] of all its factors
 * @param observed what the observed pairs add to the loss; 0 where it was not measured
 * @param regularization what its factors add to the loss
 */
// An array, because boxes cost more than the solving; nobody compares halves by equals.
@SuppressWarnings("ArrayRecordComponent")
record HalfSweep(JavaRDD<SolvedBlock> solved, double[] gramian, double observed, double regularization) {
    /** Adds up the blocks in their order, which computes them. */
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
}
