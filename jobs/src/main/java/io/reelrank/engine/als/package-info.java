/**
 * Implicit alternating least squares on Spark. The ratings are compressed sparse blocks by user and by item; a half
 * sweep delivers the factors of the fixed side to the blocks of the other side, and solves each block with
 * {@link io.reelrank.engine.solver}.
 *
 * <p>The entry points are {@link io.reelrank.engine.als.AlternatingSweeps}, which trains and folds in,
 * {@link io.reelrank.engine.als.ModelLoss}, and {@link io.reelrank.engine.als.ColdStartItems}. With a
 * {@link io.reelrank.engine.als.FeaturePrior}, training draws the items to a map of their features.
 *
 * <p>The factors are the same to the last bit for any number of executors, any retry and any order of the ratings. The
 * hash of its id assigns a row to a block, the pairs of a row are sorted by the block and the id of the other side, and
 * sums over blocks are added in the order of the blocks.
 *
 * <p>The package knows no tables and no settings of reelrank. It does not judge a model, and does not do the arithmetic
 * of a row.
 */
package io.reelrank.engine.als;
