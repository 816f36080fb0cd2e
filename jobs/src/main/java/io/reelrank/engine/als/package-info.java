/**
 * Implicit ALS on Spark: the ratings as compressed sparse blocks by user and by item, each half sweep solved block by
 * block with {@link io.reelrank.engine.solver}, and the factors of the side that stays fixed brought to where they are needed.
 *
 * <p>The doors are {@link io.reelrank.engine.als.AlternatingSweeps} and {@link io.reelrank.engine.als.ModelLoss}; items may be drawn
 * to a map of their features, an {@link io.reelrank.engine.als.FeaturePrior}, which gives factors to items that nobody met,
 * too. The factors are the same for any number of executors, any retry and any order of the ratings: a row belongs to a
 * block by the hash of its number, its pairs stand in the order of the other side's blocks and numbers, and what blocks
 * contribute to a sum is added in the order of the blocks.
 *
 * <p>It knows no tables and no settings, decides nothing about when a model is good, and does not do the arithmetic of
 * a row.
 */
package io.reelrank.engine.als;
