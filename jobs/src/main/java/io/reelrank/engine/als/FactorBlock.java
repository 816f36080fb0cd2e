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
 * @param number which block of the side it is
 * @param ids [rows] the rows' numbers, ascending
 * @param factors [rows × rank]
 */
// Arrays, because boxes cost more than the solving; nobody compares blocks by equals.
@SuppressWarnings("ArrayRecordComponent")
record FactorBlock(int number, int[] ids, float[] factors) implements Serializable {
    /**
     * Rows of a table as blocks; partition i is block i.
     *
     * @param rows {@code id, factors}, each [rank]
     */
    static JavaRDD<FactorBlock> of(Dataset<Row> rows, BlockNumbers numbers, int rank) {
        String id = rows.columns()[0];
        return rows.repartitionById(numbers.count(), numbers.of(id))
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
        float[] joined = new float[Math.multiplyExact(factors.size(), rank)];
        for (int row = 0; row < factors.size(); row++) {
            System.arraycopy(factors.get(row), 0, joined, row * rank, rank);
        }
        return new FactorBlock(number, ids.build().toArray(), joined);
    }

    /** The factors of some rows of the same number; zero for those that are not here. */
    FactorBlock of(int[] wanted, int rank) {
        float[] picked = new float[Math.multiplyExact(wanted.length, rank)];
        for (int row = 0; row < wanted.length; row++) {
            int at = Arrays.binarySearch(ids, wanted[row]);
            if (at >= 0) {
                System.arraycopy(factors, at * rank, picked, row * rank, rank);
            }
        }
        return new FactorBlock(number, wanted, picked);
    }

    /** [rank × rank] YᵀY of all blocks, added in their order. */
    static double[] gramian(JavaRDD<FactorBlock> blocks, int rank) {
        double[] sum = new double[rank * rank];
        blocks.map(block -> Gramian.of(rank, block.factors())).collect().forEach(block -> Gramian.add(block, sum));
        return sum;
    }

    /** The same rows in a Gramian's basis. */
    FactorBlock in(Eigenbasis basis) {
        return new FactorBlock(number, ids, basis.rotate(factors));
    }
}
