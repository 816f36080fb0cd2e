/**
 * The night's third stage: events become numbered users and videos, the strength of each pair, profiles and quality.
 *
 * <p>The door is {@link io.reelrank.features.FeaturesStage}. {@code Counting} says which events count, {@code Signals}
 * how much, {@code PairsByDay} adds up what a pair did on a day, and {@code Pairs} its days as of a moment; so the days
 * held out for measuring are seen by nobody who trains. {@code Demand} says how many wanted a video, {@code
 * RankerTables} what rankers need.
 *
 * <p>A day's pairs are made once and kept ({@code DueDays}): a night reads the events of its own day and of those that
 * late events joined. The pairs of its whole window are read in columns and shuffled once, so that each moment adds them
 * up where they lie, and all else follows from these or from sums by user or video alone.
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
 * measured on what 1 to 3 May's users watched long or liked, with one part of the strengths changed, α such that the
 * mean confidence is the same, and 95% intervals of the paired difference to the strengths as they were set then, plays
 * by quantile above 0.3:
 *
 * <pre>
 * what differs                     recall@50  difference                    NDCG@20  difference
 * quantiles above 0                0.3583     +0.0031 (-0.0006 to +0.0073)  0.1016   +0.0018 (+0.0004 to +0.0033)
 * half-life 7 days                 0.3562     +0.0010 (-0.0018 to +0.0033)  0.1008   +0.0010 (+0.0002 to +0.0016)
 * a video's share at most 0.1%     0.3616     +0.0064 (+0.0018 to +0.0101)  0.0990   -0.0009 (-0.0034 to +0.0010)
 * half-life 14 days                0.3555     +0.0003 (-0.0015 to +0.0020)  0.1005   +0.0007 (+0.0001 to +0.0011)
 * history counts twice as much     0.3560     +0.0007 (-0.0027 to +0.0038)  0.1000   +0.0002 (-0.0012 to +0.0012)
 * without comments                 0.3555     +0.0003 (-0.0009 to +0.0014)  0.1001   +0.0003 (-0.0000 to +0.0006)
 * without shares                   0.3555     +0.0002 (-0.0005 to +0.0011)  0.1001   +0.0002 (-0.0000 to +0.0006)
 * without hides                    0.3550     -0.0002 (-0.0013 to +0.0010)  0.1001   +0.0003 (+0.0001 to +0.0006)
 * half-life 3 days                 0.3554     +0.0001 (-0.0030 to +0.0034)  0.1000   +0.0002 (-0.0010 to +0.0011)
 * without likes                    0.3545     -0.0007 (-0.0040 to +0.0022)  0.1001   +0.0003 (-0.0005 to +0.0012)
 * without follows                  0.3553     +0.0000 (-0.0010 to +0.0010)  0.0998   -0.0000 (-0.0003 to +0.0003)
 * as set                           0.3552                                   0.0998
 * videos with 5 users              0.3562     +0.0009 (-0.0007 to +0.0025)  0.0995   -0.0003 (-0.0007 to +0.0002)
 * long views and quantiles         0.3514     -0.0039 (-0.0071 to -0.0015)  0.1000   +0.0002 (-0.0009 to +0.0010)
 * history counts half as much      0.3506     -0.0046 (-0.0076 to -0.0012)  0.0998   -0.0000 (-0.0013 to +0.0012)
 * quantiles above 0.5              0.3481     -0.0071 (-0.0103 to -0.0039)  0.0982   -0.0016 (-0.0026 to -0.0005)
 * skips as dislikes                0.3486     -0.0066 (-0.0097 to -0.0035)  0.0974   -0.0024 (-0.0034 to -0.0014)
 * long views instead of quantiles  0.3441     -0.0111 (-0.0148 to -0.0074)  0.0973   -0.0025 (-0.0037 to -0.0011)
 * users with 5 pairs               0.3384     -0.0169 (-0.0207 to -0.0136)  0.0940   -0.0058 (-0.0076 to -0.0041)
 * a user's newest 20 pairs         0.3241     -0.0312 (-0.0365 to -0.0261)  0.0947   -0.0051 (-0.0069 to -0.0030)
 * without plays                    0.3259     -0.0294 (-0.0357 to -0.0236)  0.0899   -0.0099 (-0.0123 to -0.0076)
 * without history                  0.2170     -0.1382 (-0.1466 to -0.1300)  0.0575   -0.0423 (-0.0455 to -0.0391)
 * </pre>
 *
 * <p>The first is the default since. On the days after, 4 to 6 May, which had no say in that, it brings +0.0064 in
 * recall@50 (+0.0022 to +0.0104) and +0.0025 in NDCG@20 (+0.0009 to +0.0040).
 *
 * <p>It trains nothing, ranks nothing, and reads no source's files.
 */
package io.reelrank.features;
