package io.reelrank.engine.als;

import org.apache.spark.Partitioner;

/** Partitions by block number: key i goes to partition i. */
final class BlockPartitioner extends Partitioner {
    private static final long serialVersionUID = 1;

    private final int blocks;

    BlockPartitioner(int blocks) {
        this.blocks = blocks;
    }

    @Override
    public int numPartitions() {
        return blocks;
    }

    @Override
    public int getPartition(Object block) {
        return (Integer) block;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockPartitioner byBlock && byBlock.blocks == blocks;
    }

    @Override
    public int hashCode() {
        return blocks;
    }
}
