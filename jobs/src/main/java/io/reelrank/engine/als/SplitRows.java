package io.reelrank.engine.als;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.engine.EngineColumns;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The skewed rows of a side: rows with too many pairs for one task, such as a video that everybody watched. The pairs
 * of such a row are split among several blocks, by the block of the other side's row. Each block sums its part, and the
 * row's own block solves the sum. How a row is split depends on its pairs alone.
 *
 * <p>The driver and every task hold this record. It has 12 bytes for each row with more than {@code limit} pairs.
 *
 * @param ids ids of the rows, ascending
 * @param observed [ids] how many pairs each row has
 * @param positives [ids] how many of these pairs have a positive strength
 * @param limit the most pairs of a part on average, unless there are too few blocks
 * @param hash assigns the rows of both sides to blocks
 */
// Arrays, because boxed numbers would cost more than the solving. Nobody calls equals.
@SuppressWarnings("ArrayRecordComponent")
record SplitRows(int[] ids, int[] observed, int[] positives, int limit, BlockHash hash) implements Serializable {
    private static final String OBSERVED = "observed";
    private static final String POSITIVES = "positives";

    /**
     * Finds the rows with more pairs than the limit.
     *
     * @param ratings the id column and {@code strength}, never 0
     * @param id the name of the id column
     * @param limit rows with more pairs are split
     */
    static SplitRows of(Dataset<Row> ratings, String id, int limit, BlockHash hash) {
        List<Row> skewed = ratings.groupBy(id)
                .agg(
                        count(lit(1)).cast("int").as(OBSERVED),
                        expr("count_if(%s > 0)".formatted(EngineColumns.STRENGTH))
                                .cast("int")
                                .as(POSITIVES))
                .filter(col(OBSERVED).gt(limit))
                .orderBy(id)
                .collectAsList();
        return new SplitRows(column(skewed, 0), column(skewed, 1), column(skewed, 2), limit, hash);
    }

    /** No row is split. */
    static SplitRows none(BlockHash hash) {
        return new SplitRows(new int[0], new int[0], new int[0], Integer.MAX_VALUE, hash);
    }

    boolean isEmpty() {
        return ids.length == 0;
    }

    /** The index of a row's id in {@link #ids}; negative if the row is not split. */
    int indexOf(int row) {
        return isEmpty() ? -1 : Arrays.binarySearch(ids, row);
    }

    /** The block that sums the pair of the row at this index with a row of the other side. */
    int blockOfPair(int index, int other) {
        int parts = Math.min(hash.blocks(), (observed[index] - 1) / limit + 1);
        return (hash.blockOf(ids[index]) + hash.blockOf(other) % parts) % hash.blocks();
    }

    /** The ids of the split rows that a block solves. */
    int[] solvedBy(int block) {
        return Arrays.stream(ids).filter(id -> hash.blockOf(id) == block).toArray();
    }

    private static int[] column(List<Row> rows, int column) {
        return rows.stream().mapToInt(row -> row.getInt(column)).toArray();
    }
}
