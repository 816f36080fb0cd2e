/**
 * Chooses a user's list from scored candidates: with diversity, calibration to the user's taste, a penalty for low
 * quality, caps per creator and category, and quotas for new videos and small creators.
 *
 * <p>The entry point is {@link io.reelrank.engine.rerank.Reranker}, which reads {@link
 * io.reelrank.engine.rerank.ItemTraits}. {@link io.reelrank.engine.rerank.RerankedRanking} makes re-ranked lists a
 * ranking that the evaluation can measure. {@link io.reelrank.engine.rerank.CreatorStanding} says which videos are new
 * and which creators are small.
 *
 * <p>The package scores no items, and does not exclude seen ones. Callers pass the candidates and their scores.
 */
package io.reelrank.engine.rerank;
