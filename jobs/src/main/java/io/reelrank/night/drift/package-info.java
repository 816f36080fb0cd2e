/**
 * The night's fourth stage: compares the figures of tonight's input with those of the last weeks, before a model learns from
 * it.
 *
 * <p>The entry point is {@link io.reelrank.night.drift.DriftStage}. It reads the figures that the collect stage counted, a few
 * rows a day, and how many ids the features stage numbered tonight. Every comparison is a row of {@code drift_checks}.
 *
 * <p>It reads no event, and does not reject rows: the collect stage does. Whether the model and the lists are good is for the
 * gate stage.
 */
package io.reelrank.night.drift;
