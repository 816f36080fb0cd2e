/**
 * The night's third stage: events become numbered users and videos, the strength of each pair, profiles and quality.
 *
 * <p>The door is {@link io.reelrank.features.FeaturesStage}. {@code Counting} says which events count, {@code Signals} how much,
 * {@code Strengths} adds them up as of a moment, and so the days held out for measuring are seen by nobody who trains.
 *
 * <p>It trains nothing, ranks nothing, and reads no source's files.
 */
package io.reelrank.features;
