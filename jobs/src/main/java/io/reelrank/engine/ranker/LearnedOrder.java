package io.reelrank.engine.ranker;

import io.reelrank.engine.scoring.RankedItems;

/**
 * A user's candidates in the order of a learned ranker.
 *
 * @param learned the candidates with their learned scores, best first
 * @param served [candidates] their served scores, by which they became candidates, in the same order
 */
// An array, because boxing costs more than the ranking; no code compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record LearnedOrder(RankedItems learned, float[] served) {}
