package io.reelrank.recommend;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The ids of videos by their numbers, to be broadcast beside the factors: joining every entry of every list is dearer. */
final class VideoNames implements Serializable {
    private static final long serialVersionUID = 1;

    private final int[] numbers;
    private final String[] ids;

    private VideoNames(int[] numbers, String[] ids) {
        this.numbers = numbers;
        this.ids = ids;
    }

    /**
     * Brings names to one place.
     *
     * @param videos {@code video_idx, video_id}
     */
    static VideoNames of(Dataset<Row> videos) {
        Dataset<Row> sorted =
                videos.select("video_idx", "video_id").orderBy(col("video_idx")).persist();
        int count = Math.toIntExact(sorted.count());
        int[] numbers = new int[count];
        String[] ids = new String[count];
        Iterator<Row> rows = sorted.toLocalIterator();
        for (int i = 0; rows.hasNext(); i++) {
            Row row = rows.next();
            numbers[i] = row.getInt(0);
            ids[i] = row.getString(1);
        }
        sorted.unpersist();
        return new VideoNames(numbers, ids);
    }

    String of(int video) {
        return ids[Arrays.binarySearch(numbers, video)];
    }

    String[] of(int[] videos) {
        return Arrays.stream(videos).mapToObj(this::of).toArray(String[]::new);
    }
}
