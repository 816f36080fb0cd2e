package io.reelrank.engine.als;

import io.reelrank.engine.solver.Eigenbasis;
import io.reelrank.engine.solver.Gramian;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The factors of a block's rows.
 *
 * @param number the number of the block
 * @param ids [rows] ids of the rows, ascending
 * @param factors [rows × rank]
 */
// Arrays, because boxed numbers would cost more than the solving. Nobody calls equals.
@SuppressWarnings("ArrayRecordComponent")
record FactorBlock(int number, int[] ids, float[] factors) implements Serializable {
    /**
     * A table of factors as blocks; partition i is block i.
     *
     * @param rows {@code id, factors}, each [rank]
     */
    static JavaRDD<FactorBlock> of(Dataset<Row> rows, BlockHash hash, int rank) {
        String id = rows.columns()[0];
        return rows.repartitionById(hash.blocks(), hash.blockOf(id))
                .sortWithinPartitions(id)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitionsWithIndex(
                        (number, sorted) ->
                                List.of(packed(number, sorted, rank)).iterator(),
                        true);
    }

    private static FactorBlock packed(int number, Iterator<InternalRow> sorted, int rank) {
        IntStream.Builder ids = IntStream.builder();
        List<float[]> factors = new ArrayList<>();
        while (sorted.hasNext()) {
            InternalRow row = sorted.next();
            ids.add(row.getInt(0));
            factors.add(row.getArray(1).toFloatArray());
        }
        return new FactorBlock(number, ids.build().toArray(), concatenated(factors, rank));
    }

    /** [rows × rank] rows one after the other. */
    static float[] concatenated(List<float[]> rows, int rank) {
        float[] concatenated = new float[Math.multiplyExact(rows.size(), rank)];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, concatenated, row * rank, rank);
        }
        return concatenated;
    }

    /** The factors of the rows with these ids, which belong to the same block; zero for ids that are not here. */
    FactorBlock select(int[] selected, int rank) {
        float[] found = new float[Math.multiplyExact(selected.length, rank)];
        for (int row = 0; row < selected.length; row++) {
            int position = Arrays.binarySearch(ids, selected[row]);
            if (position >= 0) {
                System.arraycopy(factors, position * rank, found, row * rank, rank);
            }
        }
        return new FactorBlock(number, selected, found);
    }

    /** [rank × rank] YᵀY of all blocks, added in the order of the blocks. */
    static double[] gramian(JavaRDD<FactorBlock> blocks, int rank) {
        double[] sum = new double[rank * rank];
        blocks.map(block -> Gramian.of(rank, block.factors())).collect().forEach(block -> Gramian.add(block, sum));
        return sum;
    }

    /** The same rows, rotated into a Gramian's eigenbasis. */
    FactorBlock rotated(Eigenbasis basis) {
        return new FactorBlock(number, ids, basis.rotate(factors));
    }
}
