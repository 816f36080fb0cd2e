package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The properties of items that {@link Exclusions} refer to. Immutable.
 *
 * @param creators [items] the creator of each, as a number; empty if nothing is excluded by marks
 * @param rules [items] bit r: rule r excludes the item for the users to whom the rule applies; empty likewise
 */
// Arrays, because boxes cost more than the scoring; nobody compares marks by equals.
@SuppressWarnings("ArrayRecordComponent")
record ItemMarks(long[] creators, int[] rules) implements Serializable {
    static final ItemMarks NONE = new ItemMarks(new long[0], new int[0]);

    /** Whether a user's exclusions may exclude an item by its marks. */
    boolean mayExclude(Exclusions exclusions) {
        return creators.length > 0 && (exclusions.rules() != 0 || exclusions.creators().length > 0);
    }

    /** Whether the item at a position may be ranked for a user. */
    boolean admit(int position, Exclusions exclusions) {
        return creators.length == 0
                || ((rules[position] & exclusions.rules()) == 0
                        && Arrays.binarySearch(exclusions.creators(), creators[position]) < 0);
    }
}
