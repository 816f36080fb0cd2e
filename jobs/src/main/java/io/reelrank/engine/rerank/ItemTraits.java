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
 * The properties of items that re-ranking uses, as arrays for a broadcast. An item's position is its index in the order
 * of the ids. Immutable.
 *
 * <p>Memory: about 60 bytes an item, 4 for each of its tags, and one for each factor. The direction of the factors is
 * rounded to about a hundredth, which is precise enough for similarities.
 */
public final class ItemTraits implements Serializable {
    private static final long serialVersionUID = 1;

    /** No items. */
    public static final ItemTraits NONE = new ItemTraits(0, 0);

    private static final String CATEGORY = "category";
    private static final String TAGS = "tags";
    private static final String QUALITY = "quality";
    private static final String DIRECTION = "direction";

    /** The largest element of a direction. */
    private static final int DIRECTION_MAX = 127;

    private final int rank;
    private final int[] items;
    private final long[] creators;
    private final int[] categories;
    /** [items] the kinds of each: its tags, or its category if it has none. */
    private final int[][] kinds;
    /** [items] {@link #kindBits}. */
    private final long[] kindBits;

    private final float[] quality;
    private final boolean[] isNew;
    private final boolean[] isSmall;
    /** [items × rank] the factors, scaled to a largest element of {@link #DIRECTION_MAX} and rounded. */
    private final byte[] directions;
    /** [items] the norms of the directions. */
    private final float[] norms;

    private ItemTraits(int rank, int count) {
        this.rank = rank;
        this.items = new int[count];
        this.creators = new long[count];
        this.categories = new int[count];
        this.kinds = new int[count][];
        this.kindBits = new long[count];
        this.quality = new float[count];
        this.isNew = new boolean[count];
        this.isSmall = new boolean[count];
        this.directions = new byte[Math.multiplyExact(count, rank)];
        this.norms = new float[count];
    }

    /**
     * Collects the properties of videos on the driver.
     *
     * @param rows {@code video_idx, creator, category, tags, quality, is_new, is_small}, each video once. creator is a
     *     bigint, 0 if unknown; category is a string or null; tags is an array of strings; quality is a double, 0 if
     *     usual; the last two are booleans
     * @param vectors {@code video_idx, factors}, factors [rank]; videos without a row here have factors of 0
     * @param rank the length of the factors; with 0 they are not read
     */
    public static ItemTraits of(Dataset<Row> rows, Dataset<Row> vectors, int rank) {
        try (NumberedRows known = new NumberedRows(rows.select(
                        EngineColumns.VIDEO_IDX,
                        CreatorStanding.CREATOR,
                        CATEGORY,
                        TAGS,
                        QUALITY,
                        CreatorStanding.IS_NEW,
                        CreatorStanding.IS_SMALL)
                .join(directions(vectors, rank), new String[] {EngineColumns.VIDEO_IDX}, "left"))) {
            ItemTraits traits = new ItemTraits(rank, known.count());
            Map<String, Integer> kindIds = new HashMap<>();
            int position = 0;
            for (Row row : known) {
                traits.take(position++, row, kindIds);
            }
            return traits;
        }
    }

    /** {@code video_idx, direction}: rounded by the executors, so that a quarter of the bytes travels. */
    private static Dataset<Row> directions(Dataset<Row> vectors, int rank) {
        JavaRDD<Tuple2<Integer, byte[]>> directions = vectors.select(EngineColumns.VIDEO_IDX, EngineColumns.FACTORS)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .map(row -> new Tuple2<>(
                        row.getInt(0),
                        rank == 0 ? new byte[0] : direction(row.getArray(1).toFloatArray())));
        return vectors.sparkSession()
                .createDataset(directions.rdd(), Encoders.tuple(Encoders.INT(), Encoders.BINARY()))
                .toDF(EngineColumns.VIDEO_IDX, DIRECTION);
    }

    private static byte[] direction(float[] factors) {
        byte[] direction = new byte[factors.length];
        float largest = 0;
        for (float factor : factors) {
            largest = Math.max(largest, Math.abs(factor));
        }
        if (largest > 0 && Float.isFinite(largest)) {
            for (int k = 0; k < factors.length; k++) {
                direction[k] = (byte) Math.rint(DIRECTION_MAX * (double) factors[k] / largest);
            }
        }
        return direction;
    }

    private void take(int position, Row row, Map<String, Integer> kindIds) {
        List<String> tags = row.getList(3);
        items[position] = row.getInt(0);
        creators[position] = row.getLong(1);
        categories[position] = row.isNullAt(2) ? -1 : kind("category " + row.getString(2), kindIds);
        int[] ofTags = tags.stream()
                .mapToInt(tag -> kind("tag " + tag, kindIds))
                .distinct()
                .toArray();
        // An item without tags is of the kind of its category.
        kinds[position] = ofTags.length > 0 || row.isNullAt(2) ? ofTags : new int[] {categories[position]};
        for (int kind : kinds[position]) {
            kindBits[position] |= 1L << Math.floorMod(Integer.hashCode(kind * 0x9E3779B9), Long.SIZE);
        }
        quality[position] = (float) row.getDouble(4);
        isNew[position] = row.getBoolean(5);
        isSmall[position] = row.getBoolean(6);
        byte[] direction = row.isNullAt(7) ? new byte[rank] : row.getAs(7);
        double square = 0;
        for (int k = 0; k < rank; k++) {
            directions[position * rank + k] = direction[k];
            square += direction[k] * direction[k];
        }
        norms[position] = (float) Math.sqrt(square);
    }

    private static int kind(String text, Map<String, Integer> kindIds) {
        return kindIds.computeIfAbsent(text, unknown -> kindIds.size());
    }

    /** The size of the arrays in bytes. */
    public long bytes() {
        return 60L * items.length
                + directions.length
                + 4L * Arrays.stream(kinds).mapToLong(ofItem -> ofItem.length).sum();
    }

    int rank() {
        return rank;
    }

    /** An item's position; negative if the item is unknown. */
    int position(int item) {
        return Arrays.binarySearch(items, item);
    }

    /**
     * Items' positions.
     *
     * @param ids ascending
     * @return [ids] negative for unknown items
     */
    int[] positions(int[] ids) {
        int[] positions = new int[ids.length];
        int at = 0;
        for (int i = 0; i < ids.length; i++) {
            while (at < items.length && items[at] < ids[i]) {
                at++;
            }
            positions[i] = at < items.length && items[at] == ids[i] ? at : -1;
        }
        return positions;
    }

    /** The item's creator as a number; 0 if unknown. */
    long creator(int position) {
        return creators[position];
    }

    /** The item's category as a number; negative if unknown. */
    int category(int position) {
        return categories[position];
    }

    /** The item's kinds as numbers: its tags, or its category if it has no tags. */
    int[] kinds(int position) {
        return kinds[position];
    }

    /** A bit for each of the item's kinds; two kinds may share a bit. */
    long kindBits(int position) {
        return kindBits[position];
    }

    /** The item's quality; 0 is usual, below 0 is worse. */
    float quality(int position) {
        return quality[position];
    }

    boolean isNew(int position) {
        return isNew[position];
    }

    boolean isSmall(int position) {
        return isSmall[position];
    }

    /** Writes the item's factors, scaled to length 1, into a column; zeros if it has none. */
    void write(int position, float[] values, int at, int stride) {
        float scale = norms[position] > 0 ? 1 / norms[position] : 0;
        for (int k = 0; k < rank; k++) {
            values[at + k * stride] = scale * directions[position * rank + k];
        }
    }
}
