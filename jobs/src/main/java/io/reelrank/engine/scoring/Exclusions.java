package io.reelrank.engine.scoring;

/**
 * What is not ranked for a user.
 *
 * @param items ids of excluded items, ascending; they need not be among the ranked items
 * @param creators creators all of whose items are excluded, ascending, numbered as in {@link ItemMarks}
 * @param rules bit r: the items that rule r marks in {@link ItemMarks} are excluded
 */
// Arrays, because boxes cost more than the scoring; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record Exclusions(int[] items, long[] creators, int rules) {
    private static final long[] NO_CREATORS = {};

    /** Excludes nothing. */
    public static final Exclusions NOTHING = of(new int[0]);

    /** Excludes only items, given by their ids, ascending. */
    public static Exclusions of(int[] items) {
        return new Exclusions(items, NO_CREATORS, 0);
    }
}
