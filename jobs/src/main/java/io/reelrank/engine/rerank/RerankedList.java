package io.reelrank.engine.rerank;

import java.io.Serializable;

/**
 * A list.
 *
 * @param items [places] numbers of items, in the order they are to be shown
 * @param scores [places] the scores that they were given with
 * @param claims [places] what gave each its place
 */
// Arrays, because boxes cost more than the ranking; nobody compares lists by equals.
@SuppressWarnings("ArrayRecordComponent")
public record RerankedList(int[] items, float[] scores, Claim[] claims) implements Serializable {
    /** What gives an item its place. */
    public enum Claim {
        /** It was the best of all. */
        MERIT,
        /** It was the best of the new ones, and these were owed the place. */
        NEW,
        /** It was the best of those of small creators, and these were owed the place. */
        SMALL_CREATOR
    }
}
