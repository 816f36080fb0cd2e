/**
 * Orders the model's first videos for a user anew, as learned from what users were shown, wanted and skipped: what
 * measuring and recommending share.
 *
 * <p>The doors are {@link io.reelrank.engine.ranker.CandidateSnapshot}, which knows the candidates and their features as of a moment;
 * {@link io.reelrank.engine.ranker.RankerExamples}, which asks a moment about the days after it; {@link
 * io.reelrank.engine.ranker.RankerFit}, which fits one of MLlib's classifiers to them; and {@link io.reelrank.engine.ranker.Ranker},
 * the result as plain arrays. {@link io.reelrank.engine.ranker.RankerFeature} lists what a ranker looks at.
 *
 * <p>It knows no table, finds no candidates of its own, and measures nothing.
 */
package io.reelrank.engine.ranker;
