/**
 * Times what reelrank does itself beside what Spark's MLlib does, in one run on the same data.
 *
 * <p>The doors are {@link io.reelrank.workbench.speed.TrainingRace}, {@link io.reelrank.workbench.speed.SweepScaling} and {@link
 * io.reelrank.workbench.speed.ScoringRace}. The data is drawn, of the size that is asked for, the same on every machine; what is
 * timed is the training and the scoring that nights use.
 *
 * <p>It judges no model: that is evaluation's.
 */
package io.reelrank.workbench.speed;
