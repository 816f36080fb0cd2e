package io.reelrank.scoring;

import static org.apache.spark.sql.functions.col;

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
        Dataset<Row> sorted = rows.select("video_idx", "factors", "bias")
                .orderBy(col("video_idx"))
                .persist();
        int count = Math.toIntExact(sorted.count());
        if ((long) count * rank > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "%d items of rank %d do not fit into one array: lower reelrank.model.rank".formatted(count, rank));
        }
        int[] items = new int[count];
        float[] biases = new float[count];
        float[] factors = new float[count * rank];
        Iterator<Row> iterator = sorted.toLocalIterator();
        for (int i = 0; iterator.hasNext(); i++) {
            Row row = iterator.next();
            items[i] = row.getInt(0);
            biases[i] = row.getFloat(2);
            if (rank > 0) {
                List<Float> values = row.getList(1);
                for (int k = 0; k < rank; k++) {
                    factors[i * rank + k] = values.get(k);
                }
            }
        }
        sorted.unpersist();
        return new TopItems(rank, items, factors, biases);
    }
}
