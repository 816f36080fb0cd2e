/**
 * Measures rankings: how well each finds users' held-out positives, and what its lists are like.
 *
 * <p>The entry point is {@link io.reelrank.engine.evaluation.Evaluation}. A
 * {@link io.reelrank.engine.evaluation.Ranking} orders all candidates of a
 * {@link io.reelrank.engine.evaluation.Catalogue} for an {@link io.reelrank.engine.evaluation.EvaluatedUser}. Each
 * {@link io.reelrank.engine.evaluation.Metric} and {@link io.reelrank.engine.evaluation.ListMetric} is a pure function
 * of one user's result. Candidates are all items of the catalogue but those the user has seen; of equal scores the
 * lower item number comes first. Every figure has an interval by the bootstrap over users, and comparisons are paired.
 *
 * <p>It trains nothing and knows no table.
 */
package io.reelrank.engine.evaluation;
