/**
 * The night's seventh stage: what came of the lists of earlier nights, where logs tell from which list, and from which place in
 * it, a video was shown.
 *
 * <p>The entry point is {@link io.reelrank.night.outcomes.OutcomesStage}. {@code ShownLists} joins what users did to the lists,
 * {@code AcceptanceCounts} counts it by place, source, reason and segment, {@code PairedComparison} compares two orders whose
 * lists were interleaved, and {@code OffPolicyEstimates} says what other orders of shuffled places would get.
 *
 * <p>It reads no event: {@code day_pairs} has the sums of each user, video and day. It changes no list.
 */
package io.reelrank.night.outcomes;
