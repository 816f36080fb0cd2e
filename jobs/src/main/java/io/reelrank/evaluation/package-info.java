/**
 * Measures rankings: what users wanted in the held out days against what each ranking would have shown them.
 *
 * <p>The door is {@link io.reelrank.evaluation.Evaluation}; each metric is a pure function of {@link
 * io.reelrank.evaluation.Metric}. All eligible items are candidates, those already met left out; ties go to the lower
 * item number.
 *
 * <p>It trains nothing and knows no table.
 */
package io.reelrank.evaluation;
