/**
 * Measures the speed of training and scoring against Spark's MLlib, in one run and on the same data, and what each stage
 * of a night costs, beside the least that it could cost and beside another commit's night.
 *
 * <p>The entry points are {@link io.reelrank.workbench.speed.TrainingRace}, {@link
 * io.reelrank.workbench.speed.SweepScaling}, {@link io.reelrank.workbench.speed.ScoringRace}, {@link
 * io.reelrank.workbench.speed.NightRace} and the Spark listener {@link io.reelrank.workbench.speed.TaskSpread}. The ratings are drawn from a seed, in the size that is asked for, and
 * are the same on every machine. What is timed is the code that nights use.
 *
 * <p>It does not measure how good a model is.
 */
package io.reelrank.workbench.speed;
