package io.reelrank.scoring;

/**
 * Items in the order of their scores, best first; of equal scores the lower number first.
 *
 * @param items the items' numbers
 * @param scores their scores
 */
// Arrays, because boxes cost more than the scoring; nobody compares two lists by equals.
@SuppressWarnings("ArrayRecordComponent")
public record RankedItems(int[] items, float[] scores) {}
