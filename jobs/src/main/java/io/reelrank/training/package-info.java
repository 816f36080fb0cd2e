/**
 * Models fitted to interactions, and the rankings that come of them: what training, measuring and tuning share.
 *
 * <p>The doors are {@link io.reelrank.training.ImplicitAls}, {@link io.reelrank.training.FoldIn}, {@link
 * io.reelrank.training.Neighbours}, {@link io.reelrank.training.BiasModel} and {@link io.reelrank.training.Popularity},
 * and for each a {@link io.reelrank.evaluation.Ranking}.
 *
 * <p>It knows no table, and measures nothing.
 */
package io.reelrank.training;
