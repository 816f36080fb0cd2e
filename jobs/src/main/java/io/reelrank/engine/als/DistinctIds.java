package io.reelrank.engine.als;

import java.util.Arrays;

/** Distinct ids in ascending order, with the position of each: by a lookup table if they are dense, else by search. */
final class DistinctIds {
    // The table has at most this many entries for each value.
    private static final int MAX_ENTRIES_PER_VALUE = 8;

    private final int[] ids;
    private final int min;
    private final int[] table;

    private DistinctIds(int[] ids, int min, int[] table) {
        this.ids = ids;
        this.min = min;
        this.table = table;
    }

    /** The distinct ids among the values. */
    static DistinctIds of(int[] values) {
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        for (int value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        long range = values.length == 0 ? 0 : (long) max - min + 1;
        return range <= (long) MAX_ENTRIES_PER_VALUE * values.length
                ? dense(values, min, (int) range)
                : sparse(values, min);
    }

    private static DistinctIds dense(int[] values, int min, int range) {
        int[] table = new int[range];
        for (int value : values) {
            table[value - min] = 1;
        }
        int count = 0;
        for (int mark : table) {
            count += mark;
        }
        int[] ids = new int[count];
        int position = 0;
        for (int entry = 0; entry < range; entry++) {
            if (table[entry] != 0) {
                ids[position] = entry + min;
                table[entry] = position++;
            }
        }
        return new DistinctIds(ids, min, table);
    }

    private static DistinctIds sparse(int[] values, int min) {
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return new DistinctIds(Arrays.copyOf(sorted, count), min, new int[0]);
    }

    /** [count] the ids; do not change the array. */
    int[] ids() {
        return ids;
    }

    /** The positions of values that are all among the ids. */
    int[] positions(int[] values) {
        int[] positions = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            positions[i] = table.length > 0 ? table[values[i] - min] : Arrays.binarySearch(ids, values[i]);
        }
        return positions;
    }
}
