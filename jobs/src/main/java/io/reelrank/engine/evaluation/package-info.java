/**
 * Measures rankings: what users wanted in the held out days against what each ranking would have shown them.
 *
 * <p>The door is {@link io.reelrank.engine.evaluation.Evaluation}. A {@link io.reelrank.engine.evaluation.Ranking} scores every
 * candidate of a {@link io.reelrank.engine.evaluation.Catalogue} for a {@link io.reelrank.engine.evaluation.EvaluatedUser}; each {@link
 * io.reelrank.engine.evaluation.Metric} and {@link io.reelrank.engine.evaluation.ListMetric} is a pure function of one user's result.
 * Candidates are all eligible items but those already met; of equal scores the lower item number comes first. Every
 * figure has an interval by the bootstrap over users, and comparisons are paired.
 *
 * <p>It trains nothing and knows no table.
 */
package io.reelrank.engine.evaluation;
