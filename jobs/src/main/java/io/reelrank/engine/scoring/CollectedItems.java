package io.reelrank.engine.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;

import io.reelrank.engine.EngineColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Brings items' factors to one place, packed, so that they can be broadcast: (rank + 4) · 4.25 bytes an item, 289 MB
 * for a million items of rank 64. A partition comes as three arrays, never as rows.
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
        Packed packed = Packed.of(
                unmarked(rows.select(EngineColumns.VIDEO_IDX, EngineColumns.FACTORS, EngineColumns.BIAS)), rank);
        return new TopItems(rank, packed.items, packed.factors, packed.biases);
    }

    /**
     * The rows packed with what decides whom each is not for.
     *
     * @param rows {@code video_idx, factors, bias, creator, barred}, each video once; creator a bigint, barred an int,
     *     as {@link Exclusions} has them
     * @param rank the factors' length; 0 leaves factors out and ranks by the bias alone
     * @throws IllegalArgumentException if the factors do not fit into one array
     */
    public static TopItems marked(Dataset<Row> rows, int rank) {
        Packed packed = Packed.of(
                rows.select(EngineColumns.VIDEO_IDX, EngineColumns.FACTORS, EngineColumns.BIAS, "creator", "barred"),
                rank);
        return new TopItems(
                rank, packed.items, packed.factors, packed.biases, new ItemMarks(packed.creators, packed.barred));
    }

    private static Dataset<Row> unmarked(Dataset<Row> rows) {
        return rows.withColumn("creator", lit(0L)).withColumn("barred", lit(0));
    }

    /**
     * The factors of the rows that have any: what explanations need.
     *
     * @param rows {@code video_idx, factors}, each video once; those whose factors are all 0 explain nothing
     * @param rank the factors' length, at least 1
     * @throws IllegalArgumentException if the factors do not fit into one array
     */
    public static ItemFactors factors(Dataset<Row> rows, int rank) {
        Dataset<Row> trained = rows.filter(exists(col(EngineColumns.FACTORS), factor -> factor.notEqual(0f)))
                .select(col(EngineColumns.VIDEO_IDX), col(EngineColumns.FACTORS), lit(0f).as(EngineColumns.BIAS));
        Packed packed = Packed.of(unmarked(trained), rank);
        return new ItemFactors(rank, packed.items, packed.factors);
    }

    /**
     * Some rows' columns as arrays; few large objects, however many rows.
     *
     * @param items [rows] numbers
     * @param factors [rows × rank]
     * @param biases [rows]
     * @param creators [rows]
     * @param barred [rows]
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Packed(int[] items, float[] factors, float[] biases, long[] creators, int[] barred)
            implements Serializable {
        /** So many rows, nothing known of them. */
        static Packed empty(int[] items, int rank) {
            return new Packed(
                    items,
                    new float[items.length * rank],
                    new float[items.length],
                    new long[items.length],
                    new int[items.length]);
        }

        /** All rows, by their numbers ascending. */
        static Packed of(Dataset<Row> rows, int rank) {
            List<Packed> parts = rows.queryExecution()
                    .toRdd()
                    .toJavaRDD()
                    .mapPartitions(part -> List.of(Packed.of(part, rank)).iterator())
                    .collect();
            int count = parts.stream().mapToInt(part -> part.items.length).reduce(0, Math::addExact);
            if ((long) count * rank > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "%d items of rank %d do not fit into one array: lower reelrank.model.rank"
                                .formatted(count, rank));
            }
            Packed sorted = empty(
                    parts.stream()
                            .flatMapToInt(part -> Arrays.stream(part.items))
                            .sorted()
                            .toArray(),
                    rank);
            for (Packed part : parts) {
                for (int i = 0; i < part.items.length; i++) {
                    int to = Arrays.binarySearch(sorted.items, part.items[i]);
                    System.arraycopy(part.factors, i * rank, sorted.factors, to * rank, rank);
                    sorted.biases[to] = part.biases[i];
                    sorted.creators[to] = part.creators[i];
                    sorted.barred[to] = part.barred[i];
                }
            }
            return sorted;
        }

        private static Packed of(Iterator<InternalRow> rows, int rank) {
            List<InternalRow> all = new ArrayList<>();
            // Copies: a row is written over by the next.
            rows.forEachRemaining(row -> all.add(row.copy()));
            Packed packed = empty(new int[all.size()], rank);
            for (int i = 0; i < all.size(); i++) {
                InternalRow row = all.get(i);
                packed.items[i] = row.getInt(0);
                packed.biases[i] = row.getFloat(2);
                packed.creators[i] = row.getLong(3);
                packed.barred[i] = row.getInt(4);
                if (rank > 0) {
                    System.arraycopy(row.getArray(1).toFloatArray(), 0, packed.factors, i * rank, rank);
                }
            }
            return packed;
        }
    }
}
