/**
 * The night's third stage: events become numbered users and videos, the strength of each pair, profiles and quality.
 *
 * <p>The door is {@link io.reelrank.features.FeaturesStage}. {@code Counting} says which events count, {@code Signals} how much,
 * {@code Strengths} adds them up as of a moment, and so the days held out for measuring are seen by nobody who trains.
 *
 * <p>Of a video, {@code VideoFacts} says what its data says, {@code Vocabulary} which words its title has ({@code Words} finds them,
 * {@code Segmenter} those of Chinese), {@code TrackRecord} how its creator's other videos did, and {@code Quality} how much it holds whoever
 * watches it, how sure that is, and what marks it as bad. Of a user, {@code Profiles} says how much, when and since when they
 * came, and {@code Tastes} what they want and how broad that is.
 *
 * <p>The pull of {@code Quality} is worth its regression: on the samples, whose truth is known, it correlates by 0.67 with how well
 * a video is made, and the rate of completions by 0.31. A test measures both.
 *
 * <p>It trains nothing, ranks nothing, and reads no source's files.
 */
package io.reelrank.features;
