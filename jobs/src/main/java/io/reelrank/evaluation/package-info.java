/**
 * Measures rankings: what users wanted in the held out days against what each ranking would have shown them.
 *
 * <p>The door is {@link io.reelrank.evaluation.Evaluation}. A {@link io.reelrank.evaluation.Ranking} scores every
 * candidate of a {@link io.reelrank.evaluation.Catalogue} for a {@link io.reelrank.evaluation.Viewer}; each {@link
 * io.reelrank.evaluation.Metric} and {@link io.reelrank.evaluation.ListMetric} is a pure function of one user's result.
 * Candidates are all eligible items but those already met; of equal scores the lower item number comes first. Every
 * figure has an interval by the bootstrap over users, and comparisons are paired.
 *
 * <p>It trains nothing and knows no table.
 */
package io.reelrank.evaluation;
