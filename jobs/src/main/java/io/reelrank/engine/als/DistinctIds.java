package io.reelrank.engine.als;

import java.util.Arrays;

/**
 * Distinct numbers in ascending order, and the position of each: by a table where they are dense, else by searching.
 */
final class DistinctIds {
    // A table may be so many times as long as there are values.
    private static final int DENSE = 8;

    private final int[] numbers;
    private final int least;
    private final int[] table;

    private DistinctIds(int[] numbers, int least, int[] table) {
        this.numbers = numbers;
        this.least = least;
        this.table = table;
    }

    /** Those among values. */
    static DistinctIds of(int[] values) {
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (int value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        long range = values.length == 0 ? 0 : (long) most - least + 1;
        return range <= (long) DENSE * values.length ? dense(values, least, (int) range) : sparse(values, least);
    }

    private static DistinctIds dense(int[] values, int least, int range) {
        int[] table = new int[range];
        for (int value : values) {
            table[value - least] = 1;
        }
        int count = 0;
        for (int mark : table) {
            count += mark;
        }
        int[] numbers = new int[count];
        int position = 0;
        for (int at = 0; at < range; at++) {
            if (table[at] != 0) {
                numbers[position] = at + least;
                table[at] = position++;
            }
        }
        return new DistinctIds(numbers, least, table);
    }

    private static DistinctIds sparse(int[] values, int least) {
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return new DistinctIds(Arrays.copyOf(sorted, count), least, new int[0]);
    }

    /** [count] the numbers; not to be changed. */
    int[] numbers() {
        return numbers;
    }

    /** The position of each of these values, all of which are among the numbers. */
    int[] positions(int[] values) {
        int[] positions = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            positions[i] = table.length > 0 ? table[values[i] - least] : Arrays.binarySearch(numbers, values[i]);
        }
        return positions;
    }
}
