/**
 * Tells what settings are worth: trains with many, and measures each on the days that the features stage held out.
 *
 * <p>There are two doors, neither of them a stage of the night but the end of a pipeline of its own. {@link
 * io.reelrank.workbench.tuning.TuneStage}, {@code reelrank tune}, searches better settings of the model and writes the best as a
 * conf file: {@link io.reelrank.workbench.tuning.SuccessiveHalving} decides what is tried and knows nothing of training; {@link
 * io.reelrank.workbench.tuning.TrialRunner} trains and measures and knows nothing of the search. {@link
 * io.reelrank.workbench.tuning.AblateStage}, {@code reelrank ablate}, trains one model on strengths by other settings and writes
 * a table of what each part is worth.
 *
 * <p>It does not search better strengths, and publishes nothing.
 */
package io.reelrank.workbench.tuning;
