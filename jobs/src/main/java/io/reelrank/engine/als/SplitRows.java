package io.reelrank.engine.als;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a side that have so many pairs that one task should not hold them: a video that everybody watched. Their
 * pairs are dealt to several blocks by the other side's, each sums its part, and the row's own block solves the sum.
 * How a row is split depends on its pairs alone.
 *
 * <p>Known on the driver and in every task: a row is among them for {@code limit} pairs at least, 12 bytes each.
 *
 * @param ids their numbers, ascending
 * @param observed [ids] how many pairs each has
 * @param positives [ids] how many of them have a positive strength
 * @param limit how many pairs a part has on average at the most, unless there are fewer blocks
 * @param numbers the blocks of either side
 */
// Arrays, because boxes cost more than the solving; nobody compares these by equals.
@SuppressWarnings("ArrayRecordComponent")
record SplitRows(int[] ids, int[] observed, int[] positives, int limit, BlockNumbers numbers) implements Serializable {
    /**
     * Finds them.
     *
     * @param ratings rows with the number and {@code strength}, none 0
     * @param id the column of the number
     * @param limit rows with more pairs are split
     */
    static SplitRows of(Dataset<Row> ratings, String id, int limit, BlockNumbers numbers) {
        List<Row> heavy = ratings.groupBy(id)
                .agg(
                        count(lit(1)).cast("int").as("observed"),
                        expr("count_if(strength > 0)").cast("int").as("positives"))
                .filter(col("observed").gt(limit))
                .orderBy(id)
                .collectAsList();
        return new SplitRows(column(heavy, 0), column(heavy, 1), column(heavy, 2), limit, numbers);
    }

    /** No row is split. */
    static SplitRows none(BlockNumbers numbers) {
        return new SplitRows(new int[0], new int[0], new int[0], Integer.MAX_VALUE, numbers);
    }

    boolean isEmpty() {
        return ids.length == 0;
    }

    /** Where a row is among these; negative if it is not. */
    int at(int row) {
        return isEmpty() ? -1 : Arrays.binarySearch(ids, row);
    }

    /** The block where a pair of the row at this place is summed. */
    int block(int at, int other) {
        int parts = Math.min(numbers.count(), (observed[at] - 1) / limit + 1);
        return (numbers.of(ids[at]) + numbers.of(other) % parts) % numbers.count();
    }

    /** Those that a block solves. */
    int[] of(int block) {
        return Arrays.stream(ids).filter(id -> numbers.of(id) == block).toArray();
    }

    private static int[] column(List<Row> rows, int column) {
        return rows.stream().mapToInt(row -> row.getInt(column)).toArray();
    }
}
