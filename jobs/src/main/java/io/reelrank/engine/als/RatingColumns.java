package io.reelrank.engine.als;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs in any order, in columns. A shuffle moves many pairs as three arrays, because an SQL row for each pair would
 * cost more than solving.
 *
 * @param rows [pairs] ids of the rows
 * @param others [pairs] ids of the rows of the other side
 * @param strengths [pairs] r
 */
// Arrays, because boxed numbers would cost more than the solving. Nobody calls equals.
@SuppressWarnings("ArrayRecordComponent")
record RatingColumns(int[] rows, int[] others, float[] strengths) implements Serializable {
    int count() {
        return rows.length;
    }

    /** The pairs of several batches, one batch after the other. */
    static RatingColumns concatenated(List<RatingColumns> batches) {
        Builder all =
                new Builder(batches.stream().mapToInt(RatingColumns::count).reduce(0, Math::addExact));
        batches.forEach(all::addAll);
        return all.build();
    }

    /** Collects pairs in arrays that grow. */
    static final class Builder {
        private int[] rows;
        private int[] others;
        private float[] strengths;
        private int count;

        Builder(int capacity) {
            rows = new int[capacity];
            others = new int[capacity];
            strengths = new float[capacity];
        }

        void add(int row, int other, float strength) {
            if (count == rows.length) {
                int capacity = Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, 2L * count + 16));
                rows = Arrays.copyOf(rows, capacity);
                others = Arrays.copyOf(others, capacity);
                strengths = Arrays.copyOf(strengths, capacity);
            }
            rows[count] = row;
            others[count] = other;
            strengths[count++] = strength;
        }

        /** Adds a batch, for which there must be room. */
        private void addAll(RatingColumns batch) {
            System.arraycopy(batch.rows, 0, rows, count, batch.count());
            System.arraycopy(batch.others, 0, others, count, batch.count());
            System.arraycopy(batch.strengths, 0, strengths, count, batch.count());
            count += batch.count();
        }

        /** The pairs so far. */
        RatingColumns build() {
            return count == rows.length
                    ? new RatingColumns(rows, others, strengths)
                    : new RatingColumns(
                            Arrays.copyOf(rows, count), Arrays.copyOf(others, count), Arrays.copyOf(strengths, count));
        }
    }
}
