/**
 * Weighted least squares for implicit feedback: the factors of one side for fixed factors of the other side.
 *
 * <p>The entry points are {@link io.reelrank.engine.solver.BlockSolver}, which solves a block of rows against a
 * {@link io.reelrank.engine.solver.FixedSide}, {@link io.reelrank.engine.solver.FeatureRegression}, which maps features
 * to factors, and {@link io.reelrank.engine.solver.InitialFactors}. {@link io.reelrank.engine.solver.Gramian} and
 * {@link io.reelrank.engine.solver.Loss} give sums over a block; the caller adds the blocks in a fixed order.
 * {@link io.reelrank.engine.solver.Objective} is what is minimised.
 *
 * <p>The package does not use Spark or tables, moves no data between machines, and does not decide how many sweeps
 * there are. Indices are positions in the given arrays, never ids of users or videos.
 */
package io.reelrank.engine.solver;
