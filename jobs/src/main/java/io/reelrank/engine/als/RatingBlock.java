package io.reelrank.engine.als;

import io.reelrank.engine.solver.RowCounts;
import io.reelrank.engine.solver.SparseRows;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Some rows of one side with their pairs, as compressed sparse rows: 8 bytes a pair, 16 a row, 4 a row of the other
 * side that is met.
 *
 * @param number which block of the side it is
 * @param ids [rows] the numbers of the rows that are solved here, ascending
 * @param rows their pairs; none of a row that is split. An index is a position in others
 * @param counts [rows] how many pairs each has, wherever they are
 * @param partIds [parts] the numbers of split rows of which some pairs are here
 * @param parts these pairs
 * @param others numbers of the other side's rows that these rows met, by their block and in it ascending
 */
// Arrays, because boxes cost more than the solving; nobody compares blocks by equals.
@SuppressWarnings("ArrayRecordComponent")
record RatingBlock(
        int number, int[] ids, SparseRows rows, RowCounts counts, int[] partIds, SparseRows parts, int[] others)
        implements Serializable {
    /**
     * Packs a block.
     *
     * @param number which block it is
     * @param pairs its pairs in any order, each once; a split row's number is given as its complement
     * @param split the side's split rows
     */
    static RatingBlock of(int number, RatingColumns pairs, SplitRows split) {
        BlockNumbers blocks = split.numbers();
        DistinctIds ids = DistinctIds.of(IntStream.concat(Arrays.stream(pairs.rows()), Arrays.stream(split.of(number)))
                .toArray());
        DistinctIds met = DistinctIds.of(pairs.others());
        int[] places = blocks.places(met.numbers());
        int[] others = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            others[places[i]] = met.numbers()[i];
        }
        int[] other = met.positions(pairs.others());
        for (int pair = 0; pair < other.length; pair++) {
            other[pair] = places[other[pair]];
        }
        int[] row = ids.positions(pairs.rows());
        // In the order of row and other: the order in which pairs came leaves no trace.
        int[] byOther = sorted(other, pair -> pair, starts(other, others.length));
        int[] starts = starts(row, ids.numbers().length);
        int[] order = sorted(row, pair -> byOther[pair], starts.clone());
        int[] indices = new int[order.length];
        float[] strengths = new float[order.length];
        for (int pair = 0; pair < order.length; pair++) {
            indices[pair] = other[order[pair]];
            strengths[pair] = pairs.strengths()[order[pair]];
        }
        int parts = (int) Arrays.stream(ids.numbers()).filter(id -> id < 0).count();
        int[] solved = Arrays.copyOfRange(ids.numbers(), parts, ids.numbers().length);
        SparseRows packed = new SparseRows(starts, indices, strengths);
        SparseRows rows = packed.from(parts, solved.length);
        return new RatingBlock(
                number,
                solved,
                rows,
                counts(solved, rows, split),
                Arrays.stream(ids.numbers(), 0, parts).map(id -> ~id).toArray(),
                packed.from(0, parts),
                others);
    }

    private static RowCounts counts(int[] ids, SparseRows rows, SplitRows split) {
        RowCounts counts = RowCounts.of(rows);
        for (int at = 0; at < split.ids().length; at++) {
            int row = Arrays.binarySearch(ids, split.ids()[at]);
            if (row >= 0) {
                counts.observed()[row] = split.observed()[at];
                counts.positives()[row] = split.positives()[at];
            }
        }
        return counts;
    }

    /** [size + 1] where each key's places begin when they are ordered. */
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

    /** Orders positions by their keys, stably; next is where each key's next one goes. */
    private static int[] sorted(int[] keys, IntUnaryOperator position, int[] next) {
        int[] sorted = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int at = position.applyAsInt(i);
            sorted[next[keys[at]]++] = at;
        }
        return sorted;
    }
}
