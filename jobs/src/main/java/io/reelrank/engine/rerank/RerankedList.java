package io.reelrank.engine.rerank;

import java.io.Serializable;

/**
 * A list as it is shown to a user.
 *
 * @param items [places] ids of the items, first place first
 * @param scores [places] the scores that the candidates came with
 * @param claims [places] why each item has its place
 */
// Arrays, because boxes cost more than the ranking; nobody compares lists by equals.
@SuppressWarnings("ArrayRecordComponent")
public record RerankedList(int[] items, float[] scores, Claim[] claims) implements Serializable {
    /** Why an item has its place. */
    public enum Claim {
        /** It was the best of all candidates. */
        MERIT,
        /** It was the best of the new items, and their quota was due. */
        NEW,
        /** It was the best of the items of small creators, and their quota was due. */
        SMALL_CREATOR
    }
}
