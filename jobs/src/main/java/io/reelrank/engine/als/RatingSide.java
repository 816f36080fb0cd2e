package io.reelrank.engine.als;

import static org.apache.spark.sql.functions.col;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.solver.InitialFactors;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * One side, the users or the items, with its pairs in blocks. Partition i is block i.
 *
 * @param blocks the blocks, persisted in memory and on disk
 * @param size how many rows the side has
 * @param split the rows that are split among several blocks
 */
record RatingSide(JavaRDD<RatingBlock> blocks, long size, SplitRows split) {
    private static final float[] ZERO = {};

    /**
     * Builds the blocks of a side.
     *
     * @param ratings both id columns and {@code strength}, each pair once; pairs of strength 0 are ignored
     * @param id the name of this side's id column
     * @param other the name of the other side's id column
     * @param split the rows that are split among several blocks
     */
    static RatingSide of(Dataset<Row> ratings, String id, String other, SplitRows split) {
        JavaRDD<RatingBlock> blocks = observed(ratings)
                .select(id, other, EngineColumns.STRENGTH)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitionsToPair(pairs -> new RatingPartitioner(pairs, split))
                .partitionBy(new BlockPartitioner(split.hash().blocks()))
                .mapPartitionsWithIndex(
                        (number, keyed) -> {
                            List<RatingColumns> batches = new ArrayList<>();
                            keyed.forEachRemaining(batch -> batches.add(batch._2()));
                            return List.of(RatingBlock.of(number, RatingColumns.concatenated(batches), split))
                                    .iterator();
                        },
                        true)
                .persist(StorageLevel.MEMORY_AND_DISK());
        List<Integer> sizes = blocks.map(block -> block.ids().length).collect();
        return new RatingSide(
                blocks, sizes.stream().mapToLong(Integer::longValue).sum(), split);
    }

    /** The same, where rows with more than {@code splitPairs} pairs are split. */
    static RatingSide of(Dataset<Row> ratings, String id, String other, int splitPairs, BlockHash hash) {
        return of(ratings, id, other, SplitRows.of(observed(ratings), id, splitPairs, hash));
    }

    /** A pair of strength 0 is unobserved. */
    private static Dataset<Row> observed(Dataset<Row> ratings) {
        return ratings.filter(col(EngineColumns.STRENGTH).notEqual(0));
    }

    /**
     * The given factors of this side's rows; zero for a row without factors.
     *
     * @param known factors of any rows; partition i is block i
     */
    JavaRDD<FactorBlock> select(JavaRDD<FactorBlock> known, int rank) {
        return blocks.zip(known).map(pair -> pair._2().select(pair._1().ids(), rank));
    }

    /** Random factors of every row. */
    JavaRDD<FactorBlock> initial(InitialFactors random, int rank) {
        return blocks.map(block -> {
            float[] factors = new float[Math.multiplyExact(block.ids().length, rank)];
            for (int row = 0; row < block.ids().length; row++) {
                random.write(block.ids()[row], rank, factors, row * rank);
            }
            return new FactorBlock(block.number(), block.ids(), factors);
        });
    }

    /** The prior that draws every row to zero: partition i is an empty array for block i. */
    JavaRDD<float[]> zeroPrior() {
        return blocks.map(block -> ZERO);
    }

    /** Removes the blocks from memory and disk. */
    void unpersist() {
        blocks.unpersist();
    }
}
