package io.reelrank.engine.als;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.solver.InitialFactors;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The users or the items with their pairs, cut into blocks; partition i is block i.
 *
 * @param blocks the blocks, kept in memory or on disk
 * @param size how many rows the side has
 * @param pairs how many pairs
 * @param split which rows are in several blocks
 */
record RatingSide(JavaRDD<RatingBlock> blocks, long size, long pairs, SplitRows split) {
    /**
     * Cuts a side.
     *
     * @param ratings rows with the two numbers and {@code strength}, each pair once; those of strength 0 say nothing
     * @param id the column of this side's numbers
     * @param other the column of the other side's
     * @param split which rows are in several blocks
     */
    static RatingSide of(Dataset<Row> ratings, String id, String other, SplitRows split) {
        JavaRDD<RatingBlock> blocks = ratings.filter("strength <> 0")
                .select(id, other, EngineColumns.STRENGTH)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitionsToPair(pairs -> new RatingPartitioner(pairs, split))
                .partitionBy(new BlockPartitioner(split.numbers().count()))
                .mapPartitionsWithIndex(
                        (number, dealt) -> {
                            List<RatingColumns> parts = new ArrayList<>();
                            dealt.forEachRemaining(part -> parts.add(part._2()));
                            return List.of(RatingBlock.of(number, RatingColumns.joined(parts), split))
                                    .iterator();
                        },
                        true)
                .persist(StorageLevel.MEMORY_AND_DISK());
        List<long[]> sizes = blocks.map(packed -> new long[] {
                    packed.ids().length, packed.rows().pairs() + packed.parts().pairs()
                })
                .collect();
        return new RatingSide(
                blocks,
                sizes.stream().mapToLong(counts -> counts[0]).sum(),
                sizes.stream().mapToLong(counts -> counts[1]).sum(),
                split);
    }

    /**
     * The factors of the rows among those of many, zero for those that have none.
     *
     * @param known partition i is block i
     */
    JavaRDD<FactorBlock> warm(JavaRDD<FactorBlock> known, int rank) {
        return blocks.zip(known).map(pair -> pair._2().of(pair._1().ids(), rank));
    }

    /** First factors of every row. */
    JavaRDD<FactorBlock> initial(InitialFactors first, int rank) {
        return blocks.map(block -> {
            float[] factors = new float[Math.multiplyExact(block.ids().length, rank)];
            for (int row = 0; row < block.ids().length; row++) {
                first.write(block.ids()[row], rank, factors, row * rank);
            }
            return new FactorBlock(block.number(), block.ids(), factors);
        });
    }
}
