package io.reelrank.als;

import io.reelrank.solver.Rows;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * Some rows of one side with their pairs, as compressed sparse rows: 8 bytes a pair, 8 a row, 4 a row of the other side
 * that is met.
 *
 * @param number which block of the side it is
 * @param ids [rows] the rows' numbers, ascending
 * @param rows their pairs; an index is a position in others
 * @param others numbers of the other side's rows that these rows met, by their block and in it ascending
 */
// Arrays, because boxes cost more than the solving; nobody compares blocks by equals.
@SuppressWarnings("ArrayRecordComponent")
record Block(int number, int[] ids, Rows rows, int[] others) implements Serializable {
    /**
     * Packs a block.
     *
     * @param number which block it is
     * @param pairs {@code row, other, strength}, in the order of row and other, each pair once
     * @param blocks tells the block of the other side's rows
     */
    static Block of(int number, Iterator<Row> pairs, BlockNumbers blocks) {
        Growing growing = new Growing();
        while (pairs.hasNext()) {
            Row pair = pairs.next();
            growing.add(pair.getInt(0), pair.getInt(1), pair.getFloat(2));
        }
        return growing.packed(number, blocks);
    }

    private static final class Growing {
        private static final int FIRST = 1024;

        private int[] ids = new int[FIRST];
        private int[] starts = new int[FIRST];
        private int[] others = new int[FIRST];
        private float[] strengths = new float[FIRST];
        private int rows;
        private int pairs;

        void add(int id, int other, float strength) {
            if (rows == 0 || ids[rows - 1] != id) {
                if (rows == ids.length) {
                    ids = Arrays.copyOf(ids, grown(rows));
                    starts = Arrays.copyOf(starts, ids.length);
                }
                ids[rows] = id;
                starts[rows++] = pairs;
            }
            if (pairs == others.length) {
                others = Arrays.copyOf(others, grown(pairs));
                strengths = Arrays.copyOf(strengths, others.length);
            }
            others[pairs] = other;
            strengths[pairs++] = strength;
        }

        Block packed(int number, BlockNumbers blocks) {
            int[] met = Arrays.copyOf(others, pairs);
            Arrays.sort(met);
            met = blocks.byBlock(distinct(met));
            // Where each number stands among those met, by a table over their range: searching costs more than packing.
            int least = Arrays.stream(met).min().orElse(0);
            int most = Arrays.stream(met).max().orElse(-1);
            int[] places = new int[most - least + 1];
            for (int place = 0; place < met.length; place++) {
                places[met[place] - least] = place;
            }
            int[] indices = new int[pairs];
            for (int pair = 0; pair < pairs; pair++) {
                indices[pair] = places[others[pair] - least];
            }
            int[] ends = Arrays.copyOf(starts, rows + 1);
            ends[rows] = pairs;
            return new Block(
                    number, Arrays.copyOf(ids, rows), new Rows(ends, indices, Arrays.copyOf(strengths, pairs)), met);
        }

        private static int grown(int length) {
            return Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, 2L * length));
        }

        private static int[] distinct(int[] sorted) {
            int count = 0;
            for (int i = 0; i < sorted.length; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    sorted[count++] = sorted[i];
                }
            }
            return Arrays.copyOf(sorted, count);
        }
    }
}
