/**
 * Makes a list of a user's candidates: not only what is wanted most, but of several kinds, from several creators, in
 * the user's own mix of tastes, with the share that new videos and small creators are owed.
 *
 * <p>The door is {@link io.reelrank.engine.rerank.Reranker}; what it knows of items is {@link io.reelrank.engine.rerank.ItemTraits}.
 * It scores nobody: candidates and their scores are given. {@link io.reelrank.engine.rerank.RerankedRanking} makes it
 * measurable.
 */
package io.reelrank.engine.rerank;
