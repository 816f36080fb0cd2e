package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;

/**
 * At which place each item stands: by a table where the items' numbers are dense, else by searching. Immutable.
 *
 * <p>Memory: 8 bytes an item, and at the most 16 more for the table.
 */
final class PositionIndex implements Serializable {
    private static final long serialVersionUID = 1;

    // A table may be so many times as long as there are items.
    private static final int DENSE = 4;
    private static final int NOWHERE = -1;

    private final int[] items;
    /** [items] */
    private final int[] places;
    /** [numbers from the least item's on], or empty where that would be long. */
    private final int[] table;

    /**
     * Takes the arrays.
     *
     * @param items the items' numbers, ascending; must not be changed afterwards
     * @param places [items] where each stands; likewise
     */
    PositionIndex(int[] items, int[] places) {
        this.items = items;
        this.places = places;
        long range = items.length == 0 ? 0 : (long) items[items.length - 1] - items[0] + 1;
        this.table = new int[range <= (long) DENSE * items.length ? (int) range : 0];
        if (table.length > 0) {
            Arrays.fill(table, NOWHERE);
            for (int i = 0; i < items.length; i++) {
                table[items[i] - items[0]] = places[i];
            }
        }
    }

    /** The places of those numbers that are among the items. */
    int[] of(int[] numbers) {
        int[] found = new int[numbers.length];
        int count = 0;
        for (int number : numbers) {
            int place = table.length > 0 ? looked(number) : searched(number);
            if (place != NOWHERE) {
                found[count++] = place;
            }
        }
        return count == found.length ? found : Arrays.copyOf(found, count);
    }

    private int looked(int number) {
        long at = (long) number - items[0];
        return at < 0 || at >= table.length ? NOWHERE : table[(int) at];
    }

    private int searched(int number) {
        int at = Arrays.binarySearch(items, number);
        return at < 0 ? NOWHERE : places[at];
    }

    /** What these take, in bytes. */
    long bytes() {
        return Integer.BYTES * ((long) items.length + places.length + table.length);
    }
}
