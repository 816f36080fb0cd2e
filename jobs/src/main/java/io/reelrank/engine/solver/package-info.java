/**
 * Weighted least squares for implicit feedback: the factors of one side, given the other side's.
 *
 * <p>The doors are {@link io.reelrank.engine.solver.BlockSolver}, which solves a block of rows against a {@link
 * io.reelrank.engine.solver.FixedSide}, {@link io.reelrank.engine.solver.Gramian} and {@link io.reelrank.engine.solver.Loss}, whose partial
 * sums a caller adds in an order of its choice, {@link io.reelrank.engine.solver.FeatureRegression}, which maps features to
 * factors, and {@link io.reelrank.engine.solver.InitialFactors}. What is minimised is an {@link io.reelrank.engine.solver.Objective}.
 *
 * <p>It knows neither Spark nor tables, moves no data, starts no threads and decides nothing about iterations. Indices
 * are positions in the arrays it is given, never the numbers of users or videos.
 */
package io.reelrank.engine.solver;
