/**
 * The night's fourth stage: trains the model and measures it on the held out days beside the simplest rivals, and,
 * where the settings ask for it, learns rankers of its first videos.
 *
 * <p>The door is {@link io.reelrank.night.model.ModelStage}. Training is implicit-feedback ALS (Hu, Koren, Volinsky 2008) by
 * our own solver or Spark's MLlib, warm from the published night where there is one. What is measured is trained on the
 * days before the held out ones; what is served is trained on all. A ranker that is measured learns from as many days
 * before the held out ones, of a model trained before those; the one that serves learns from the held out days.
 *
 * <p>With {@code model.feature-prior}, what is known of videos says where their factors are drawn, and a video that
 * nobody met has factors by that alone; {@code video_factors.origin} tells which.
 *
 * <p>It makes no lists for users and applies no rules of who may see what.
 */
package io.reelrank.night.model;
