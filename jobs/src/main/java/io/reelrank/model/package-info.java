/**
 * The night's third stage: trains the model and measures it on the held out days beside the simplest rivals.
 *
 * <p>The door is {@link io.reelrank.model.ModelStage}. Training is implicit-feedback ALS (Hu, Koren, Volinsky 2008) by
 * Spark's MLlib. What is measured is trained on the days before the held out ones; what is served is trained on all.
 *
 * <p>It makes no lists for users and applies no rules of who may see what.
 */
package io.reelrank.model;
