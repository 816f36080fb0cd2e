/**
 * The night's third stage: events become numbered users and videos, the strength of each pair, profiles and quality.
 *
 * <p>The door is {@link io.reelrank.features.FeaturesStage}. {@code Counting} says which events count, {@code Signals} how much,
 * {@code Strengths} adds them up as of a moment, and so the days held out for measuring are seen by nobody who trains.
 *
 * <h2>Strength</h2>
 *
 * <p>How much a user u wants videos like i, from the events e of the pair in the logs and the entries h of its history:
 *
 * <pre>
 * s_ui = clip(Σ_e w_k(e) · a_e · 2^(−(t − t_e) / T) + Σ_h v_k(h), ±c)
 * a_e  = (q_e − θ) / (1 − θ)   for e of kind watch: a play of a quantile q_e above θ; 1 for every other kind
 * q_e  = (n_less + n_same / 2) / n   among the plays delivered with it whose videos are of similar length
 * </pre>
 *
 * <p>with w the setting {@code strength}, v {@code history}, T {@code half-life-days}, c {@code max-strength} and θ {@code
 * watch.above}. {@code WatchQuantiles} has q, and the literature. What is fixed when: q_e and w_k(e) · a_e when the event is
 * delivered; the decay at the moment t; the history when it is read. So s before clipping is a sum over events that adds one
 * delivered day to yesterday's, times 2^(−1/T). {@code Limits} come last, from all pairs of the moment: which of a user's
 * pairs are the newest, a video's share and the least support.
 *
 * <p>{@link io.reelrank.features.VariantsStage} says what other settings would make of the same events. {@code reelrank
 * ablate} trains on them and measures what each part is worth.
 *
 * <p>It trains nothing, ranks nothing, and reads no source's files.
 */
package io.reelrank.features;
