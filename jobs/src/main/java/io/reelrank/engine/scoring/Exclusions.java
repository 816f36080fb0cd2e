package io.reelrank.engine.scoring;

/**
 * What is not ranked for a user.
 *
 * @param items numbers of items, ascending; they need not be among those that are ranked
 * @param creators of whom nothing is ranked, ascending, as {@link ItemMarks} knows them
 * @param rules bit r: the items that {@link ItemMarks} says rule r bars
 */
// Arrays, because boxes cost more than the scoring; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
public record Exclusions(int[] items, long[] creators, int rules) {
    private static final long[] NOBODY = {};

    /** Nothing is left out. */
    public static final Exclusions NOTHING = of(new int[0]);

    /** Items alone are left out. */
    public static Exclusions of(int[] items) {
        return new Exclusions(items, NOBODY, 0);
    }
}
