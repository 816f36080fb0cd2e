package io.reelrank.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings items' factors to one place, packed, so that they can be broadcast: (rank + 2) · 4 bytes an item, 260 MB for a
 * million items of rank 64. They come partition by partition, never as rows all at once.
 */
public final class CollectedItems {
    private CollectedItems() {}

    /**
     * The rows packed.
     *
     * @param rows {@code video_idx, factors, bias}, each video once
     * @param rank the factors' length; 0 leaves factors out and ranks by the bias alone
     * @throws IllegalArgumentException if the factors do not fit into one array
     */
    public static TopItems of(Dataset<Row> rows, int rank) {
        Packed packed = Packed.of(rows.select("video_idx", "factors", "bias"), rank);
        return new TopItems(rank, packed.items, packed.factors, packed.biases);
    }

    /**
     * The factors of the rows that have any: what explanations need.
     *
     * @param rows {@code video_idx, factors}, each video once; those whose factors are all 0 explain nothing
     * @param rank the factors' length, at least 1
     * @throws IllegalArgumentException if the factors do not fit into one array
     */
    public static ItemFactors factors(Dataset<Row> rows, int rank) {
        Dataset<Row> trained = rows.filter(exists(col("factors"), factor -> factor.notEqual(0f)))
                .select(col("video_idx"), col("factors"), lit(0f).as("bias"));
        Packed packed = Packed.of(trained, rank);
        return new ItemFactors(rank, packed.items, packed.factors);
    }

    /** The columns as arrays. */
    private static final class Packed {
        private final int[] items;
        private final float[] biases;
        private final float[] factors;

        private Packed(int count, int rank) {
            items = new int[count];
            biases = new float[count];
            factors = new float[count * rank];
        }

        static Packed of(Dataset<Row> rows, int rank) {
            Dataset<Row> sorted = rows.orderBy(col("video_idx")).persist();
            int count = Math.toIntExact(sorted.count());
            if ((long) count * rank > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "%d items of rank %d do not fit into one array: lower reelrank.model.rank"
                                .formatted(count, rank));
            }
            Packed packed = new Packed(count, rank);
            Iterator<Row> iterator = sorted.toLocalIterator();
            for (int i = 0; iterator.hasNext(); i++) {
                Row row = iterator.next();
                packed.items[i] = row.getInt(0);
                packed.biases[i] = row.getFloat(2);
                if (rank > 0) {
                    List<Float> values = row.getList(1);
                    for (int k = 0; k < rank; k++) {
                        packed.factors[i * rank + k] = values.get(k);
                    }
                }
            }
            sorted.unpersist();
            return packed;
        }
    }
}
