package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What decides for some users that an item is not for them. Immutable.
 *
 * @param creators [items] who made each, as a number; of no item for nobody to be left out
 * @param rules [items] bit r: rule r bars the item for users to whom it applies; likewise
 */
// Arrays, because boxes cost more than the scoring; nobody compares marks by equals.
@SuppressWarnings("ArrayRecordComponent")
record ItemMarks(long[] creators, int[] rules) implements Serializable {
    static final ItemMarks NONE = new ItemMarks(new long[0], new int[0]);

    /** Whether there may be items that are not for a user. */
    boolean bar(Exclusions leftOut) {
        return creators.length > 0 && (leftOut.rules() != 0 || leftOut.creators().length > 0);
    }

    /** Whether the item at a position may be ranked for a user. */
    boolean admit(int position, Exclusions leftOut) {
        return creators.length == 0
                || ((rules[position] & leftOut.rules()) == 0
                        && Arrays.binarySearch(leftOut.creators(), creators[position]) < 0);
    }
}
