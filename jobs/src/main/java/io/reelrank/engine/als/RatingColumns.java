package io.reelrank.engine.als;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs in any order, in columns: many of them travel as three arrays, where a row of SQL for each would cost more than
 * solving.
 *
 * @param rows [pairs] numbers of the rows
 * @param others [pairs] numbers of the other side's rows
 * @param strengths [pairs] r
 */
// Arrays, because boxes cost more than the solving; nobody compares pairs by equals.
@SuppressWarnings("ArrayRecordComponent")
record RatingColumns(int[] rows, int[] others, float[] strengths) implements Serializable {
    int count() {
        return rows.length;
    }

    /** All of several, one after the other. */
    static RatingColumns joined(List<RatingColumns> parts) {
        Growing all = new Growing(parts.stream().mapToInt(RatingColumns::count).reduce(0, Math::addExact));
        for (RatingColumns part : parts) {
            System.arraycopy(part.rows, 0, all.rows, all.count, part.count());
            System.arraycopy(part.others, 0, all.others, all.count, part.count());
            System.arraycopy(part.strengths, 0, all.strengths, all.count, part.count());
            all.count += part.count();
        }
        return all.packed();
    }

    /** Pairs that become more. */
    static final class Growing {
        private int[] rows;
        private int[] others;
        private float[] strengths;
        private int count;

        Growing(int capacity) {
            rows = new int[capacity];
            others = new int[capacity];
            strengths = new float[capacity];
        }

        void add(int row, int other, float strength) {
            if (count == rows.length) {
                int grown = Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, 2L * count + 16));
                rows = Arrays.copyOf(rows, grown);
                others = Arrays.copyOf(others, grown);
                strengths = Arrays.copyOf(strengths, grown);
            }
            rows[count] = row;
            others[count] = other;
            strengths[count++] = strength;
        }

        /** The pairs so far. */
        RatingColumns packed() {
            return count == rows.length
                    ? new RatingColumns(rows, others, strengths)
                    : new RatingColumns(
                            Arrays.copyOf(rows, count), Arrays.copyOf(others, count), Arrays.copyOf(strengths, count));
        }
    }
}
