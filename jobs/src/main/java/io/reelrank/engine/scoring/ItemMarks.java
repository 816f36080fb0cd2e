package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The properties of items that {@link Exclusions} refer to. Immutable.
 *
 * @param creators [items] the creator of each, as a number; empty if no creator's items are excluded
 * @param rules [items] bit r: rule r excludes the item for the users to whom the rule applies; empty if nothing is excluded
 *     by marks
 */
// Arrays, because boxes cost more than the scoring; nobody compares marks by equals.
@SuppressWarnings("ArrayRecordComponent")
record ItemMarks(long[] creators, int[] rules) implements Serializable {
    static final ItemMarks NONE = new ItemMarks(new long[0], new int[0]);

    /** The rule that excludes who is no member; others use lower bits. */
    private static final int NO_MEMBER = 1 << 31;

    /** Excludes items that are no members of {@link #among}, and nothing else by marks. */
    static Exclusions membersOnly() {
        return new Exclusions(new int[0], new long[0], NO_MEMBER);
    }

    /**
     * The same marks, and one of the items that are no members.
     *
     * @param members positions
     * @param items how many items there are
     */
    ItemMarks among(int[] members, int items) {
        int[] marked = rules.length == 0 ? new int[items] : rules.clone();
        for (int i = 0; i < items; i++) {
            marked[i] |= NO_MEMBER;
        }
        for (int member : members) {
            marked[member] &= ~NO_MEMBER;
        }
        return new ItemMarks(creators, marked);
    }

    /** Whether a user's exclusions may exclude an item by its marks. */
    boolean mayExclude(Exclusions exclusions) {
        return rules.length > 0 && (exclusions.rules() != 0 || exclusions.creators().length > 0);
    }

    /** Whether the item at a position may be ranked for a user. */
    boolean admit(int position, Exclusions exclusions) {
        return rules.length == 0
                || ((rules[position] & exclusions.rules()) == 0
                        && (creators.length == 0
                                || Arrays.binarySearch(exclusions.creators(), creators[position]) < 0));
    }

    /** The size of the arrays in bytes. */
    long bytes() {
        return (long) Long.BYTES * creators.length + (long) Integer.BYTES * rules.length;
    }
}
