package io.reelrank.engine.als;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.XXH64;

/**
 * Assigns rows to blocks: the block is the hash of the row's id, modulo the number of blocks. SQL and Java give the
 * same block.
 *
 * @param blocks how many blocks there are
 */
record BlockHash(int blocks) implements Serializable {
    // The seed of SQL's xxhash64.
    private static final long SEED = 42;

    BlockHash {
        if (blocks < 1) {
            throw new IllegalArgumentException("illegal blocks: %d, must be at least 1".formatted(blocks));
        }
    }

    /** The block of the id in a column. */
    Column blockOf(String column) {
        return pmod(xxhash64(col(column)), lit((long) blocks)).cast("int");
    }

    /** The block of an id. */
    int blockOf(int id) {
        return Math.floorMod(XXH64.hashInt(id, SEED), blocks);
    }

    /** [ids] the position of each id after a stable sort by block. */
    int[] positions(int[] ids) {
        int[] next = starts(ids);
        int[] positions = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            positions[i] = next[blockOf(ids[i])]++;
        }
        return positions;
    }

    /** [blocks + 1] the position of each block's first id after a sort by block. */
    int[] starts(int[] ids) {
        int[] starts = new int[blocks + 1];
        for (int id : ids) {
            starts[blockOf(id) + 1]++;
        }
        for (int block = 0; block < blocks; block++) {
            starts[block + 1] += starts[block];
        }
        return starts;
    }
}
