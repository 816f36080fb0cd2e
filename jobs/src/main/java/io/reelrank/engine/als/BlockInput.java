package io.reelrank.engine.als;

import io.reelrank.engine.solver.RowSums;
import java.util.Map;

/**
 * What a block is solved from, apart from the fixed side.
 *
 * @param ratings the pairs
 * @param start the factors before; conjugate gradients start from them
 * @param others [others × rank] the fixed side's factors that the block needs, in the basis
 * @param prior [rows × rank] what the factors are drawn to, or an empty array for zero
 * @param splitSums by row id, the sums over all pairs of each split row that this block solves
 */
// Arrays, because boxed numbers would cost more than the solving. Nobody calls equals.
@SuppressWarnings("ArrayRecordComponent")
record BlockInput(
        RatingBlock ratings, FactorBlock start, float[] others, float[] prior, Map<Integer, RowSums> splitSums) {}
