/**
 * Measures what settings are worth: trains with many settings and evaluates each on the held-out days.
 *
 * <p>The entry points are two stages, each the last of a pipeline of its own:
 *
 * <ul>
 *   <li>{@link io.reelrank.workbench.tuning.TuneStage}, for {@code reelrank tune}, searches better settings of the
 *       model and writes the best as a conf file. {@link io.reelrank.workbench.tuning.SuccessiveHalving} decides what
 *       is tried and does not train; {@link io.reelrank.workbench.tuning.TrialRunner} trains and evaluates and does not
 *       search.
 *   <li>{@link io.reelrank.workbench.tuning.AblateStage}, for {@code reelrank ablate}, trains one model on the
 *       strengths of other settings and writes a table of what each part of the strengths is worth.
 * </ul>
 *
 * <p>It does not search better strengths, and it publishes nothing.
 */
package io.reelrank.workbench.tuning;
