package io.reelrank.engine.als;

import org.apache.spark.api.java.JavaRDD;

/**
 * The factors of the side that stays fixed in a half sweep.
 *
 * @param factors partition i is block i
 * @param gramian [rank × rank] of all rows of the side
 * @param size how many rows the side has
 */
// An array, because boxed numbers would cost more than the solving. Nobody calls equals.
@SuppressWarnings("ArrayRecordComponent")
record FixedFactors(JavaRDD<FactorBlock> factors, double[] gramian, long size) {}
