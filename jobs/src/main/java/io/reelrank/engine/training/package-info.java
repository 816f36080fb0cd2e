/**
 * Models fitted to interactions, and the rankings that come of them: what training, measuring and tuning share.
 *
 * <p>The doors are {@link io.reelrank.engine.training.ImplicitAls}, {@link io.reelrank.engine.training.Neighbours}, {@link
 * io.reelrank.engine.training.BiasModel} and {@link io.reelrank.engine.training.Popularity}, and for each a {@link
 * io.reelrank.engine.evaluation.Ranking}.
 *
 * <p>Factors come without biases. A user's would change nobody's order. What an item's would say, how much everybody
 * wants it, changes by the day: {@link io.reelrank.engine.training.BlendedRanking} adds recent popularity to the scores, with a
 * weight that is tuned.
 *
 * <p>It knows no table, and measures nothing.
 */
package io.reelrank.engine.training;
