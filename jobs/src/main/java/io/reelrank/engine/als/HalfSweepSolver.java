package io.reelrank.engine.als;

import io.reelrank.engine.solver.Eigenbasis;
import io.reelrank.engine.solver.FixedSide;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.RowSums;
import io.reelrank.engine.solver.SolvePlan;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Solves all rows of one side while the other side stays fixed: the fixed factors are rotated into their Gramian's
 * eigenbasis, delivered to the blocks, and each block is solved by itself.
 *
 * @param objective what is minimised
 * @param rank the length of a row's factors
 */
record HalfSweepSolver(Objective objective, int rank) {
    /** Whether the solved factors are checkpointed, which cuts their lineage. */
    enum Lineage {
        KEPT,
        CUT
    }

    /**
     * How a half sweep solves.
     *
     * @param plan which method solves which row
     * @param measure what is measured after solving
     * @param lineage whether the solved factors are checkpointed
     */
    record HalfSweepPlan(SolvePlan plan, SolvedBlock.Measure measure, Lineage lineage) {
        /** Solves every row exactly, measures nothing and keeps the lineage. */
        static HalfSweepPlan exact() {
            return new HalfSweepPlan(SolvePlan.exact(), SolvedBlock.Measure.NOTHING, Lineage.KEPT);
        }
    }

    /**
     * Solves a side; the result is computed and persisted.
     *
     * @param side the pairs of the side
     * @param start the factors of the side before; partition i is block i
     * @param prior what the factors are drawn to, an empty array for zero; partition i is block i
     * @param fixed the factors of the other side
     * @param exchange delivers the fixed factors to the blocks of the side
     */
    HalfSweep solve(
            RatingSide side,
            JavaRDD<FactorBlock> start,
            JavaRDD<float[]> prior,
            FixedFactors fixed,
            FactorExchange exchange,
            HalfSweepPlan how) {
        Objective minimised = objective;
        long fixedSize = fixed.size();
        SolvePlan plan = how.plan();
        SolvedBlock.Measure measure = how.measure();
        Broadcast<Eigenbasis> basis = JavaSparkContext.fromSparkContext(
                        side.blocks().context())
                .broadcast(Eigenbasis.of(rank, fixed.gramian()));
        JavaRDD<float[]> others = exchange.deliver(fixed.factors().map(block -> block.rotated(basis.value())), rank);
        JavaRDD<Map<Integer, RowSums>> splitSums = SplitRowSums.of(side, others, basis, fixedSize, objective);
        JavaRDD<SolvedBlock> solved = side.blocks()
                .zip(start)
                .zip(others.zip(prior))
                .zip(splitSums)
                .map(HalfSweepSolver::input)
                .map(input -> SolvedBlock.of(
                        input, new FixedSide(minimised, basis.value(), fixedSize, input.others()), plan, measure))
                .persist(StorageLevel.MEMORY_AND_DISK());
        if (how.lineage() == Lineage.CUT) {
            solved.checkpoint();
        }
        return HalfSweep.of(solved, rank);
    }

    private static BlockInput input(
            Tuple2<Tuple2<Tuple2<RatingBlock, FactorBlock>, Tuple2<float[], float[]>>, Map<Integer, RowSums>> zipped) {
        Tuple2<RatingBlock, FactorBlock> block = zipped._1()._1();
        Tuple2<float[], float[]> othersAndPrior = zipped._1()._2();
        return new BlockInput(block._1(), block._2(), othersAndPrior._1(), othersAndPrior._2(), zipped._2());
    }
}
