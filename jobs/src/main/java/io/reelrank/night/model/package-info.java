/**
 * The night's fifth stage: trains the model, and measures it on the held-out days beside simple rivals. Where the
 * settings ask for it, it also fits rankers of the model's first videos.
 *
 * <p>The entry point is {@link io.reelrank.night.model.ModelStage}. Training is implicit-feedback ALS (Hu, Koren,
 * Volinsky 2008), by our own solver or by Spark's MLlib, and starts from the published night's factors where there are
 * any. The model that is measured is trained on the days before the held-out days; the model that is served is trained
 * on all days. A ranker that is measured learns from the period before the held-out days, which is as long as they are,
 * and from a model that was trained before that period. The ranker that serves learns from the held-out days.
 *
 * <p>With {@code model.feature-prior}, a video's features say where its factors are expected. A video without
 * interactions has factors by its features alone; {@code video_factors.origin} tells which.
 *
 * <p>The stage makes no lists for users, and applies no rules of who may see what.
 */
package io.reelrank.night.model;
