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
 * Collects items and their factors on the driver and packs them for a broadcast: (rank + 4) · 4.25 bytes an item, 289
 * MB for a million items of rank 64. Each partition sends arrays, not rows, so the driver holds few objects.
 */
public final class CollectedItems {
    private static final String CREATOR = "creator";
    private static final String BARRED = "barred";

    private CollectedItems() {}

    /**
     * Packs items.
     *
     * @param rows {@code video_idx, factors, bias}, each video once
     * @param rank the length of the factors; with 0 factors are not read, and the bias alone ranks
     * @throws IllegalArgumentException if the factors do not fit into one array
     */
    public static TopItems of(Dataset<Row> rows, int rank) {
        PackedColumns packed = PackedColumns.of(
                withoutMarks(rows.select(EngineColumns.VIDEO_IDX, EngineColumns.FACTORS, EngineColumns.BIAS)), rank);
        return new TopItems(rank, packed.items, packed.factors, packed.biases);
    }

    /**
     * Packs items with the marks that {@link Exclusions} refer to.
     *
     * @param rows {@code video_idx, factors, bias, creator, barred}, each video once; creator is a bigint; barred is an
     *     int whose bit r says that rule r excludes the video
     * @param rank the length of the factors; with 0 factors are not read, and the bias alone ranks
     * @throws IllegalArgumentException if the factors do not fit into one array
     */
    public static TopItems marked(Dataset<Row> rows, int rank) {
        PackedColumns packed = PackedColumns.of(
                rows.select(EngineColumns.VIDEO_IDX, EngineColumns.FACTORS, EngineColumns.BIAS, CREATOR, BARRED), rank);
        return new TopItems(
                rank, packed.items, packed.factors, packed.biases, new ItemMarks(packed.creators, packed.barred));
    }

    private static Dataset<Row> withoutMarks(Dataset<Row> rows) {
        return rows.withColumn(CREATOR, lit(0L)).withColumn(BARRED, lit(0));
    }

    /**
     * The factors of items, for explanations. Items whose factors are all 0 are left out: they contribute nothing.
     *
     * @param rows {@code video_idx, factors}, each video once
     * @param rank the length of the factors, at least 1
     * @throws IllegalArgumentException if the factors do not fit into one array
     */
    public static ItemFactors factors(Dataset<Row> rows, int rank) {
        Dataset<Row> trained = rows.filter(exists(col(EngineColumns.FACTORS), factor -> factor.notEqual(0f)))
                .select(col(EngineColumns.VIDEO_IDX), col(EngineColumns.FACTORS), lit(0f).as(EngineColumns.BIAS));
        PackedColumns packed = PackedColumns.of(withoutMarks(trained), rank);
        return new ItemFactors(rank, packed.items, packed.factors);
    }

    /**
     * The columns of some rows as arrays.
     *
     * @param items [rows] ids
     * @param factors [rows × rank]
     * @param biases [rows]
     * @param creators [rows]
     * @param barred [rows]
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record PackedColumns(int[] items, float[] factors, float[] biases, long[] creators, int[] barred)
            implements Serializable {
        /** Rows with these ids whose other columns are zero. */
        static PackedColumns empty(int[] items, int rank) {
            return new PackedColumns(
                    items,
                    new float[items.length * rank],
                    new float[items.length],
                    new long[items.length],
                    new int[items.length]);
        }

        /** All rows, by ascending id. */
        static PackedColumns of(Dataset<Row> rows, int rank) {
            List<PackedColumns> parts = rows.queryExecution()
                    .toRdd()
                    .toJavaRDD()
                    .mapPartitions(part -> List.of(PackedColumns.of(part, rank)).iterator())
                    .collect();
            int count = parts.stream().mapToInt(part -> part.items.length).reduce(0, Math::addExact);
            if ((long) count * rank > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "%d items of rank %d do not fit into one array: lower reelrank.model.rank"
                                .formatted(count, rank));
            }
            PackedColumns sorted = empty(
                    parts.stream()
                            .flatMapToInt(part -> Arrays.stream(part.items))
                            .sorted()
                            .toArray(),
                    rank);
            for (PackedColumns part : parts) {
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

        private static PackedColumns of(Iterator<InternalRow> rows, int rank) {
            List<InternalRow> all = new ArrayList<>();
            // The iterator reuses its row.
            rows.forEachRemaining(row -> all.add(row.copy()));
            PackedColumns packed = empty(new int[all.size()], rank);
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
