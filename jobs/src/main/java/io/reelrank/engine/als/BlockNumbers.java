package io.reelrank.engine.als;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.XXH64;

/**
 * Which block a row belongs to: the hash of its number, modulo the blocks. The same in SQL and in Java.
 *
 * @param count how many blocks
 */
record BlockNumbers(int count) implements Serializable {
    // The seed of SQL's xxhash64.
    private static final long SEED = 42;

    BlockNumbers {
        if (count < 1) {
            throw new IllegalArgumentException("illegal blocks: %d, must be at least 1".formatted(count));
        }
    }

    /** The block of the number in a column. */
    Column of(String column) {
        return pmod(xxhash64(col(column)), lit((long) count)).cast("int");
    }

    /** The block of a number. */
    int of(int number) {
        return Math.floorMod(XXH64.hashInt(number, SEED), count);
    }

    /** [numbers] where each stands when they are ordered by their block, in a block in the order they had. */
    int[] places(int[] numbers) {
        int[] next = starts(numbers);
        int[] places = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            places[i] = next[of(numbers[i])]++;
        }
        return places;
    }

    /** [count + 1] where each block's numbers begin when they are ordered by block. */
    int[] starts(int[] numbers) {
        int[] starts = new int[count + 1];
        for (int number : numbers) {
            starts[of(number) + 1]++;
        }
        for (int block = 0; block < count; block++) {
            starts[block + 1] += starts[block];
        }
        return starts;
    }
}
