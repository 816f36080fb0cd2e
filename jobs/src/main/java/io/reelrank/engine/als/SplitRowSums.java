package io.reelrank.engine.als;

import io.reelrank.engine.solver.Eigenbasis;
import io.reelrank.engine.solver.FixedSide;
import io.reelrank.engine.solver.Objective;
import io.reelrank.engine.solver.RowSums;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * The sums over one part of a split row, on their way to the block that solves the row.
 *
 * @param row the id of the row
 * @param from the block that has the part
 * @param sums over the pairs of the part
 */
record SplitRowSums(int row, int from, RowSums sums) implements Serializable {
    /**
     * The sums over all pairs of each split row. The parts of a row are added in the order of their blocks.
     *
     * @param side the side that is solved
     * @param others partition i has the factors that block i needs, in the basis
     * @param basis of the fixed side's Gramian
     * @param fixedSize how many rows the fixed side has
     * @return partition i has, by row id, the sums of the split rows that block i solves
     */
    static JavaRDD<Map<Integer, RowSums>> of(
            RatingSide side,
            JavaRDD<float[]> others,
            Broadcast<Eigenbasis> basis,
            long fixedSize,
            Objective objective) {
        if (side.split().isEmpty()) {
            return side.blocks().map(block -> Map.of());
        }
        BlockHash hash = side.split().hash();
        return side.blocks()
                .zip(others)
                .flatMapToPair(
                        block -> parts(block._1(), new FixedSide(objective, basis.value(), fixedSize, block._2()), hash)
                                .iterator())
                .partitionBy(new BlockPartitioner(hash.blocks()))
                .mapPartitions(keyed -> {
                    List<SplitRowSums> parts = new ArrayList<>();
                    keyed.forEachRemaining(part -> parts.add(part._2()));
                    parts.sort(Comparator.comparingInt(SplitRowSums::from));
                    Map<Integer, RowSums> rows = new TreeMap<>();
                    parts.forEach(part -> rows.merge(part.row(), part.sums(), RowSums::plus));
                    return List.of(rows).iterator();
                });
    }

    /** The sums over the parts that a block has, by the number of the block that solves the row. */
    private static List<Tuple2<Integer, SplitRowSums>> parts(RatingBlock block, FixedSide fixed, BlockHash hash) {
        List<Tuple2<Integer, SplitRowSums>> sums = new ArrayList<>();
        for (int part = 0; part < block.partIds().length; part++) {
            int row = block.partIds()[part];
            sums.add(new Tuple2<>(
                    hash.blockOf(row), new SplitRowSums(row, block.number(), RowSums.of(fixed, block.parts(), part))));
        }
        return sums;
    }
}
