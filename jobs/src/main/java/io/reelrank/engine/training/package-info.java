/**
 * Models that are fitted to interactions, and the rankings that they give. Training, evaluation and tuning share them.
 *
 * <p>The entry points are {@link io.reelrank.engine.training.ImplicitAls}, {@link
 * io.reelrank.engine.training.Neighbours}, {@link io.reelrank.engine.training.BiasModel} and {@link
 * io.reelrank.engine.training.Popularity}. Each model has a {@link io.reelrank.engine.evaluation.Ranking}.
 *
 * <p>Factors come without biases. A user's bias changes no order. An item's bias, how popular it is, changes by the
 * day: {@link io.reelrank.engine.training.VideoVectors} gives each video its recent popularity as a bias, with a weight
 * that is tuned.
 *
 * <p>The package knows no table and measures nothing.
 */
package io.reelrank.engine.training;
