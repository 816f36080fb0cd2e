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
 * What a part of a split row sums up to, on its way to the block that solves the row.
 *
 * @param row the row's number
 * @param from the block that has the part
 * @param sums over its pairs
 */
record SplitRowSums(int row, int from, RowSums sums) implements Serializable {
    /**
     * The sums over all pairs of the split rows, those of a row's parts added in the order of their blocks.
     *
     * @param side the side that is solved
     * @param others partition i for block i: the factors that it met, in the basis
     * @param fixedSize how many rows the fixed side has
     * @return partition i for block i: by row, the sums of those that it solves
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
        BlockNumbers numbers = side.split().numbers();
        return side.blocks()
                .zip(others)
                .flatMapToPair(block -> parts(
                                block._1(), new FixedSide(objective, basis.value(), fixedSize, block._2()), numbers)
                        .iterator())
                .partitionBy(new BlockPartitioner(numbers.count()))
                .mapPartitions(parts -> {
                    List<SplitRowSums> all = new ArrayList<>();
                    parts.forEachRemaining(part -> all.add(part._2()));
                    all.sort(Comparator.comparingInt(SplitRowSums::from));
                    Map<Integer, RowSums> rows = new TreeMap<>();
                    all.forEach(part -> rows.merge(part.row(), part.sums(), RowSums::plus));
                    return List.of(rows).iterator();
                });
    }

    private static List<Tuple2<Integer, SplitRowSums>> parts(RatingBlock block, FixedSide fixed, BlockNumbers numbers) {
        List<Tuple2<Integer, SplitRowSums>> sums = new ArrayList<>();
        for (int part = 0; part < block.partIds().length; part++) {
            int row = block.partIds()[part];
            sums.add(new Tuple2<>(
                    numbers.of(row), new SplitRowSums(row, block.number(), RowSums.of(fixed, block.parts(), part))));
        }
        return sums;
    }
}
