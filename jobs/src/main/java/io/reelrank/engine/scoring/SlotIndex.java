package io.reelrank.engine.scoring;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Finds the slot of an item by its id: in a table if the ids are dense, otherwise by binary search. Immutable.
 *
 * <p>Memory: 8 bytes an item, and up to 16 more for the table.
 */
final class SlotIndex implements Serializable {
    private static final long serialVersionUID = 1;

    /** The table has at most this many entries for each item. */
    private static final int MAX_ENTRIES_PER_ITEM = 4;

    private static final int ABSENT = -1;

    private final int[] items;
    /** [items] */
    private final int[] slots;
    /** [id − lowest id] slots, or empty if the ids are sparse. */
    private final int[] table;

    /**
     * Takes the arrays, which must not be changed afterwards.
     *
     * @param items the items' ids, ascending
     * @param slots [items] the slot of each
     */
    SlotIndex(int[] items, int[] slots) {
        this.items = items;
        this.slots = slots;
        long range = items.length == 0 ? 0 : (long) items[items.length - 1] - items[0] + 1;
        this.table = new int[range <= (long) MAX_ENTRIES_PER_ITEM * items.length ? (int) range : 0];
        if (table.length > 0) {
            Arrays.fill(table, ABSENT);
            for (int i = 0; i < items.length; i++) {
                table[items[i] - items[0]] = slots[i];
            }
        }
    }

    /** The slots of these ids; ids that are not among the items are skipped. */
    int[] of(int[] ids) {
        int[] found = new int[ids.length];
        int count = 0;
        for (int id : ids) {
            int slot = table.length > 0 ? lookUp(id) : search(id);
            if (slot != ABSENT) {
                found[count++] = slot;
            }
        }
        return count == found.length ? found : Arrays.copyOf(found, count);
    }

    /** The slots of the items at these positions. */
    int[] at(int[] positions) {
        int[] found = new int[positions.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = slots[positions[i]];
        }
        return found;
    }

    private int lookUp(int id) {
        long at = (long) id - items[0];
        return at < 0 || at >= table.length ? ABSENT : table[(int) at];
    }

    private int search(int id) {
        int at = Arrays.binarySearch(items, id);
        return at < 0 ? ABSENT : slots[at];
    }

    /** The size of the arrays in bytes. */
    long bytes() {
        return Integer.BYTES * ((long) items.length + slots.length + table.length);
    }
}
