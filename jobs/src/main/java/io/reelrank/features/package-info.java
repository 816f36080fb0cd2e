/**
 * The night's third stage: events become numbered users and videos, the strength of each pair, profiles and quality.
 *
 * <p>The door is {@link io.reelrank.features.FeaturesStage}. {@code Counting} says which events count, {@code Signals}
 * how much, {@code PairsByDay} adds up what a pair did on a day, and {@code Pairs} its days as of a moment; so the days
 * held out for measuring are seen by nobody who trains. {@code Demand} says how many wanted a video, {@code
 * RankerTables} what rankers need.
 *
 * <p>A day's pairs are made once and kept ({@code DueDays}): a night reads the events of its own day and of those that
 * late events joined. The pairs of its whole window are read in columns and shuffled once for each moment, and all else
 * follows from these or from sums by user or video alone.
 *
 * <p>Of a video, {@code VideoFacts} says what its data says, {@code Vocabulary} which words its title has ({@code
 * Words} finds them, {@code Segmenter} those of Chinese), {@code TrackRecord} how its creator's other videos did, and
 * {@code Quality} how much it holds whoever watches it, how sure that is, and what marks it as bad. Of a user, {@code
 * Profiles} says how much, when and since when they came, and {@code Tastes} what they want and how broad that is.
 *
 * <p>The pull of {@code Quality} is worth its regression: on the samples, whose truth is known, it correlates by 0.67
 * with how well a video is made, and the rate of completions by 0.31. A test measures both.
 * <h2>Strength</h2>
 *
 * <p>How much a user u wants videos like i, from the events e of the pair in the logs and the entries h of its history:
 *
 * <pre>
 * s_ui = clip(Σ_d 2^(−(D − d) / T) Σ_e w_k(e) · a_e + Σ_h v_k(h), ±c)   over the days d, and the events e of each
 * a_e  = (q_e − θ) / (1 − θ)   for e of kind watch: a play of a quantile q_e above θ; 1 for every other kind
 * q_e  = (n_less + n_same / 2) / n   among the plays of its day whose videos are of similar length
 * </pre>
 *
 * <p>with D the day whose end it is, w the setting {@code strength}, v {@code history}, T {@code half-life-days}, c
 * {@code max-strength} and θ {@code watch.above}. {@code WatchQuantiles} has q, and the literature. What is fixed when:
 * q_e and w_k(e) · a_e by the event's day alone, so that they change only while late events of that day are still
 * delivered; the decay as of D; the history when it is read. {@code Limits} come last, from all pairs of the moment:
 * which of a user's pairs are the newest, a video's share and the least support.
 *
 * <p>{@link io.reelrank.features.VariantsStage} says what other settings would make of the same events. {@code reelrank
 * ablate} trains on them and measures what each part is worth. On KuaiRand-Pure's logs, trained up to 30 April and
 * measured on what 1 to 3 May's users watched long or liked, before anything was cleaned out, with 95% intervals of the
 * paired difference to the first line:
 *
 * <pre>
 * a play adds                          recall@50  difference                    NDCG@20  difference
 * 1 if a long view                     0.3451                                   0.0975
 * 1 if a long view, and 1 · a (θ 0.5)  0.3444     -0.0007 (-0.0037 to +0.0023)  0.0980   +0.0004 (-0.0007 to +0.0015)
 * 1 if a long view, and 1 · a (θ 0.3)  0.3499     +0.0048 (+0.0012 to +0.0087)  0.0999   +0.0024 (+0.0010 to +0.0041)
 * 2 · a (θ 0.5)                        0.3448     -0.0003 (-0.0034 to +0.0027)  0.0997   +0.0021 (+0.0010 to +0.0036)
 * 1.5 · a (θ 0.3), the default         0.3534     +0.0083 (+0.0043 to +0.0120)  0.1016   +0.0041 (+0.0026 to +0.0057)
 * </pre>
 *
 * <p>Likes, comments, shares and follows add 1 in all lines, hides take 1 off, and α is such that the mean confidence
 * is the same. Below the first line, leaving out all but long views and likes changed nothing: -0.0007 in recall@50
 * (-0.0021 to +0.0013). With half of the model's iterations skips of -0.3 cost 0.0080 (0.0054 to 0.0105), and a
 * half-life of 7 days changed nothing (+0.0004, -0.0018 to +0.0023).
 *
 * <p>It trains nothing, ranks nothing, and reads no source's files.
 */
package io.reelrank.features;
