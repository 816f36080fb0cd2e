package io.reelrank.engine.rerank;

import io.reelrank.engine.EngineColumns;
import io.reelrank.engine.scoring.NumberedRows;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * What re-ranking knows of every item, as columns to be broadcast. An item's position is its place in the order of the
 * numbers. Immutable.
 *
 * <p>Memory: about 60 bytes an item, 4 for each of its tags, and one a factor: where an item's factors point is known
 * to a hundredth, which is enough to say how alike two items are.
 */
public final class ItemTraits implements Serializable {
    private static final long serialVersionUID = 1;

    /** Nothing is known of any item. */
    public static final ItemTraits NONE = new ItemTraits(0, 0);

    private static final int FINEST = 127;

    private final int rank;
    private final int[] items;
    private final long[] creators;
    private final int[] categories;
    private final int[][] groups;
    private final long[] terms;
    private final float[] quality;
    private final boolean[] isNew;
    private final boolean[] isSmall;
    private final byte[] directions;
    private final float[] lengths;

    private ItemTraits(int rank, int count) {
        this.rank = rank;
        this.items = new int[count];
        this.creators = new long[count];
        this.categories = new int[count];
        this.groups = new int[count][];
        this.terms = new long[count];
        this.quality = new float[count];
        this.isNew = new boolean[count];
        this.isSmall = new boolean[count];
        this.directions = new byte[Math.multiplyExact(count, rank)];
        this.lengths = new float[count];
    }

    /**
     * Brings what is known to one place, some ten thousand videos at a time.
     *
     * @param rows {@code video_idx, creator, category, tags, quality, is_new, is_small}, each video once: creator a
     *     bigint, 0 where unknown; category a text or null; tags texts; quality a double, 0 being the usual; two
     *     booleans
     * @param vectors {@code video_idx, factors}, each [rank]: nothing is known of videos that are not there
     * @param rank the factors' length; 0 for not looking at them
     */
    public static ItemTraits of(Dataset<Row> rows, Dataset<Row> vectors, int rank) {
        try (NumberedRows known = new NumberedRows(
                rows.select(EngineColumns.VIDEO_IDX, "creator", "category", "tags", "quality", "is_new", "is_small")
                        .join(directions(vectors, rank), EngineColumns.VIDEO_IDX))) {
            ItemTraits traits = new ItemTraits(rank, known.count());
            Map<String, Integer> numbers = new HashMap<>();
            int position = 0;
            for (Row row : known) {
                traits.take(position++, row, numbers);
            }
            return traits;
        }
    }

    /** {@code video_idx, direction}: factors are pointed where they lie, so that a quarter of them travels. */
    private static Dataset<Row> directions(Dataset<Row> vectors, int rank) {
        JavaRDD<Tuple2<Integer, byte[]>> pointed = vectors.select(EngineColumns.VIDEO_IDX, EngineColumns.FACTORS)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .map(row -> new Tuple2<>(
                        row.getInt(0),
                        rank == 0 ? new byte[0] : direction(row.getArray(1).toFloatArray())));
        return vectors.sparkSession()
                .createDataset(pointed.rdd(), Encoders.tuple(Encoders.INT(), Encoders.BINARY()))
                .toDF("video_idx", "direction");
    }

    private static byte[] direction(float[] factors) {
        byte[] direction = new byte[factors.length];
        float largest = 0;
        for (float factor : factors) {
            largest = Math.max(largest, Math.abs(factor));
        }
        if (largest > 0 && Float.isFinite(largest)) {
            for (int k = 0; k < factors.length; k++) {
                direction[k] = (byte) Math.rint(FINEST * (double) factors[k] / largest);
            }
        }
        return direction;
    }

    private void take(int position, Row row, Map<String, Integer> numbers) {
        List<String> tags = row.getList(3);
        items[position] = row.getInt(0);
        creators[position] = row.getLong(1);
        categories[position] = row.isNullAt(2) ? -1 : number("category " + row.getString(2), numbers);
        int[] ofTags = tags.stream()
                .mapToInt(tag -> number("tag " + tag, numbers))
                .distinct()
                .toArray();
        // What has no tags is of the kind of its category.
        groups[position] = ofTags.length > 0 || row.isNullAt(2) ? ofTags : new int[] {categories[position]};
        for (int group : groups[position]) {
            terms[position] |= 1L << Math.floorMod(Integer.hashCode(group * 0x9E3779B9), Long.SIZE);
        }
        quality[position] = (float) row.getDouble(4);
        isNew[position] = row.getBoolean(5);
        isSmall[position] = row.getBoolean(6);
        byte[] direction = row.getAs(7);
        double square = 0;
        for (int k = 0; k < rank; k++) {
            directions[position * rank + k] = direction[k];
            square += direction[k] * direction[k];
        }
        lengths[position] = (float) Math.sqrt(square);
    }

    private static int number(String text, Map<String, Integer> numbers) {
        return numbers.computeIfAbsent(text, unknown -> numbers.size());
    }

    /** What these take, in bytes. */
    public long bytes() {
        return 60L * items.length
                + directions.length
                + 4L * Arrays.stream(groups).mapToLong(tags -> tags.length).sum();
    }

    int rank() {
        return rank;
    }

    /** Where an item is, or negative if it is unknown. */
    int position(int item) {
        return Arrays.binarySearch(items, item);
    }

    /** Who made the item; 0 where unknown. */
    long creator(int position) {
        return creators[position];
    }

    /** The item's category as a number; negative where unknown. */
    int category(int position) {
        return categories[position];
    }

    /** What kinds the item is of: its tags, or its category where it has none, as numbers. */
    int[] groups(int position) {
        return groups[position];
    }

    /** A bit for each of the item's kinds; two kinds may share one. */
    long terms(int position) {
        return terms[position];
    }

    float quality(int position) {
        return quality[position];
    }

    boolean isNew(int position) {
        return isNew[position];
    }

    boolean isSmall(int position) {
        return isSmall[position];
    }

    /** Writes the item's factors, scaled to length 1, into a column; zeros for one without. */
    void write(int position, float[] values, int at, int stride) {
        float scale = lengths[position] > 0 ? 1 / lengths[position] : 0;
        for (int k = 0; k < rank; k++) {
            values[at + k * stride] = scale * directions[position * rank + k];
        }
    }
}
