/**
 * Models fitted to interactions, and the rankings that come of them: what training, measuring and tuning share.
 *
 * <p>The doors are {@link io.reelrank.training.ImplicitAls}, {@link io.reelrank.training.Neighbours}, {@link
 * io.reelrank.training.BiasModel} and {@link io.reelrank.training.Popularity}, and for each a {@link
 * io.reelrank.evaluation.Ranking}.
 *
 * <p>Factors come without biases. A user's would change nobody's order. What an item's would say, how much everybody
 * wants it, changes by the day: {@link io.reelrank.training.BlendedRanking} adds recent popularity to the scores, with a
 * weight that is tuned.
 *
 * <p>It knows no table, and measures nothing.
 */
package io.reelrank.training;
