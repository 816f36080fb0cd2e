package io.reelrank.engine.als;

import io.reelrank.engine.solver.RowCounts;
import io.reelrank.engine.solver.SparseRows;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Some rows of one side with their pairs, as compressed sparse rows. Memory: 8 bytes a pair, 16 a row, and 4 for each
 * row of the other side that has a pair here.
 *
 * @param number the number of the block
 * @param ids [rows] ids of the rows that this block solves, ascending
 * @param rows the pairs of these rows, none for a split row; an index is a position in {@code others}
 * @param counts [rows] how many pairs each row has in all blocks
 * @param partIds [parts] ids of the split rows that have some of their pairs here
 * @param parts the pairs of these parts
 * @param others ids of the other side's rows that have a pair here, by block and then ascending
 */
// Arrays, because boxed numbers would cost more than the solving. Nobody calls equals.
@SuppressWarnings("ArrayRecordComponent")
record RatingBlock(
        int number, int[] ids, SparseRows rows, RowCounts counts, int[] partIds, SparseRows parts, int[] others)
        implements Serializable {
    /**
     * Packs a block.
     *
     * @param number the number of the block
     * @param pairs its pairs in any order, each once; the complement of a split row's id stands for the id
     * @param split the split rows of the side
     */
    static RatingBlock of(int number, RatingColumns pairs, SplitRows split) {
        // The complement of an id is negative, so parts of split rows come first.
        DistinctIds ids =
                DistinctIds.of(IntStream.concat(Arrays.stream(pairs.rows()), Arrays.stream(split.solvedBy(number)))
                        .toArray());
        DistinctIds distinctOthers = DistinctIds.of(pairs.others());
        int[] positions = split.hash().positions(distinctOthers.ids());
        int[] others = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            others[positions[i]] = distinctOthers.ids()[i];
        }
        int[] other = distinctOthers.positions(pairs.others());
        for (int pair = 0; pair < other.length; pair++) {
            other[pair] = positions[other[pair]];
        }
        SparseRows packed = packed(pairs, ids.positions(pairs.rows()), ids.ids().length, other, others.length);
        int parts = (int) Arrays.stream(ids.ids()).filter(id -> id < 0).count();
        int[] solved = Arrays.copyOfRange(ids.ids(), parts, ids.ids().length);
        SparseRows rows = packed.from(parts, solved.length);
        return new RatingBlock(
                number,
                solved,
                rows,
                counts(solved, rows, split),
                Arrays.stream(ids.ids(), 0, parts).map(id -> ~id).toArray(),
                packed.from(0, parts),
                others);
    }

    /**
     * Pairs sorted by row and then by other, so that the result does not depend on their order.
     *
     * @param row [pairs] position of each pair's row
     * @param other [pairs] position of each pair's other
     */
    private static SparseRows packed(RatingColumns pairs, int[] row, int rows, int[] other, int others) {
        int[] byOther = sorted(other, pair -> pair, starts(other, others));
        int[] starts = starts(row, rows);
        int[] order = sorted(row, pair -> byOther[pair], starts.clone());
        int[] indices = new int[order.length];
        float[] strengths = new float[order.length];
        for (int pair = 0; pair < order.length; pair++) {
            indices[pair] = other[order[pair]];
            strengths[pair] = pairs.strengths()[order[pair]];
        }
        return new SparseRows(starts, indices, strengths);
    }

    private static RowCounts counts(int[] ids, SparseRows rows, SplitRows split) {
        RowCounts counts = RowCounts.of(rows);
        for (int i = 0; i < split.ids().length; i++) {
            int row = Arrays.binarySearch(ids, split.ids()[i]);
            if (row >= 0) {
                counts.observed()[row] = split.observed()[i];
                counts.positives()[row] = split.positives()[i];
            }
        }
        return counts;
    }

    /** [size + 1] the position of each key's first entry after a sort by key. */
    private static int[] starts(int[] keys, int size) {
        int[] starts = new int[size + 1];
        for (int key : keys) {
            starts[key + 1]++;
        }
        for (int key = 0; key < size; key++) {
            starts[key + 1] += starts[key];
        }
        return starts;
    }

    /**
     * Counting sort: entries sorted by key, stable.
     *
     * @param keys the key of each entry
     * @param entry the i-th entry before the sort
     * @param next [keys] the position of each key's next entry; is changed
     */
    private static int[] sorted(int[] keys, IntUnaryOperator entry, int[] next) {
        int[] sorted = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int moved = entry.applyAsInt(i);
            sorted[next[keys[moved]]++] = moved;
        }
        return sorted;
    }
}
