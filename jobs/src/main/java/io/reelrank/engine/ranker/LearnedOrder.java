package io.reelrank.engine.ranker;

import io.reelrank.engine.scoring.RankedItems;

/**
 * Candidates in a learned order.
 *
 * @param learned the candidates with what was learned as scores, best first
 * @param served [candidates] the scores that made them candidates
 */
// An array, because boxes cost more than the ranking; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record LearnedOrder(RankedItems learned, float[] served) {}
