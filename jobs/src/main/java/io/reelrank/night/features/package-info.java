/**
 * The features stage. It gives users and videos dense numbers and turns events into the strength of each pair,
 * popularity, quality, profiles and what rankers learn from, each as of the dates that need it. The entry point is
 * {@link io.reelrank.night.features.FeaturesStage}; {@link io.reelrank.night.features.VariantsStage} computes the
 * strengths under other settings for {@code reelrank ablate}. The package trains no recommendation model, ranks nothing
 * and reads no source files.
 *
 * <p>{@code DailyAggregation} aggregates a day's events by pair; {@code StaleDays} says which days a night computes,
 * and the others are read. The aggregates of the window are partitioned by pair once, and all strengths are sums over
 * them:
 * <pre>
 * s_ui = clip(Σ_d 2^(−(D − d) / T) Σ_e w_k(e) · a_e + Σ_h v_k(h), ±c)
 * a_e  = (q_e − θ) / (1 − θ)   for e of kind watch: a play of a quantile q_e above θ; 1 for every other kind
 * q_e  = (n_less + n_same / 2) / n   among the plays of its day whose videos are of similar length
 * </pre>
 *
 * <p>over the days d until D, the events e of the pair on a day, and the entries h of its history. w_k is the setting
 * {@code strength} of an event's kind, v_k the setting {@code history} of an entry's kind, T {@code half-life-days}, c
 * {@code max-strength} and θ {@code watch.above}. {@code SupportLimits} are applied last. The manual's page on tuning
 * has what each part is worth.
 */
package io.reelrank.night.features;
