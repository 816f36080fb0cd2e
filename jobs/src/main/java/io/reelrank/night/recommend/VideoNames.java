package io.reelrank.night.recommend;

import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.scoring.NumberedRows;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What videos are called and by whom they are, by their numbers, to be broadcast beside the factors: joining every
 * entry of every list is dearer.
 */
final class VideoNames implements Serializable {
    private static final long serialVersionUID = 1;

    private final int[] numbers;
    private final String[] ids;
    private final String[] creators;
    private final long[] creatorNumbers;
    private final boolean[] isNew;

    private VideoNames(int count) {
        this.numbers = new int[count];
        this.ids = new String[count];
        this.creators = new String[count];
        this.creatorNumbers = new long[count];
        this.isNew = new boolean[count];
    }

    /**
     * Brings names to one place.
     *
     * @param videos {@code video_idx, video_id, creator_id, creator, is_new}
     */
    static VideoNames of(Dataset<Row> videos) {
        try (NumberedRows rows = new NumberedRows(
                videos.select(VideoIndex.VIDEO_IDX, VideoIndex.VIDEO_ID, "creator_id", "creator", "is_new"))) {
            VideoNames names = new VideoNames(rows.count());
            Map<String, String> shared = new HashMap<>();
            int i = 0;
            for (Row row : rows) {
                names.numbers[i] = row.getInt(0);
                names.ids[i] = row.getString(1);
                names.creators[i] = shared.computeIfAbsent(row.getString(2), text -> text);
                names.creatorNumbers[i] = row.getLong(3);
                names.isNew[i] = row.getBoolean(4);
                i++;
            }
            return names;
        }
    }

    String of(int video) {
        return ids[position(video)];
    }

    String[] of(int[] videos) {
        return Arrays.stream(videos).mapToObj(this::of).toArray(String[]::new);
    }

    /** The id of who made a video. */
    String creator(int video) {
        return creators[position(video)];
    }

    /** Whether a video is by one of these creators. */
    boolean isBy(int video, long[] ascending) {
        return Arrays.binarySearch(ascending, creatorNumbers[position(video)]) >= 0;
    }

    boolean isNew(int video) {
        return isNew[position(video)];
    }

    private int position(int video) {
        return Arrays.binarySearch(numbers, video);
    }
}
