/**
 * Searches better settings of the model: trains with many, measures each on the days that the features stage held out,
 * and writes the best as a conf file.
 *
 * <p>The door is {@link io.reelrank.tuning.TuneStage}; it is no stage of the night but the end of a pipeline of its own,
 * {@code reelrank tune}. {@link io.reelrank.tuning.Search} decides what is tried and knows nothing of training; {@link
 * io.reelrank.tuning.Trials} trains and measures and knows nothing of the search.
 *
 * <p>It does not tune how logs become strengths, and publishes nothing.
 */
package io.reelrank.tuning;
