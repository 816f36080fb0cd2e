package io.reelrank.als;

import io.reelrank.solver.Eigenbasis;
import io.reelrank.solver.Gramian;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

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
     * The factors of a block's rows among those of many.
     *
     * @param block the rows
     * @param known {@code id, factors}, each [rank], in any order
     */
    static FactorBlock of(Block block, Iterator<Row> known, int rank) {
        float[] factors = new float[Math.multiplyExact(block.ids().length, rank)];
        while (known.hasNext()) {
            Row row = known.next();
            int at = Arrays.binarySearch(block.ids(), row.getInt(0));
            if (at >= 0) {
                List<Float> values = row.getList(1);
                for (int k = 0; k < rank; k++) {
                    factors[at * rank + k] = values.get(k);
                }
            }
        }
        return new FactorBlock(block.number(), block.ids(), factors);
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
