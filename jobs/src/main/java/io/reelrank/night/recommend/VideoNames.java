package io.reelrank.night.recommend;

import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.engine.scoring.NumberedRows;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The videos' ids and creators by video number. They are broadcast beside the factors, because joining every entry of
 * every list costs more.
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
     * Collects the names.
     *
     * @param videos {@code video_idx, video_id, creator_id, creator, is_new}
     */
    static VideoNames of(Dataset<Row> videos) {
        try (NumberedRows rows = new NumberedRows(videos.select(
                VideoIndex.VIDEO_IDX,
                VideoIndex.VIDEO_ID,
                VideoFeatures.CREATOR_ID,
                ListableVideos.CREATOR,
                ListableVideos.IS_NEW))) {
            VideoNames names = new VideoNames(rows.count());
            Map<String, String> shared = new HashMap<>();
            int i = 0;
            for (Row row : rows) {
                names.numbers[i] = row.getAs(VideoIndex.VIDEO_IDX);
                names.ids[i] = row.getAs(VideoIndex.VIDEO_ID);
                names.creators[i] = shared.computeIfAbsent(row.getAs(VideoFeatures.CREATOR_ID), text -> text);
                names.creatorNumbers[i] = row.getAs(ListableVideos.CREATOR);
                names.isNew[i] = row.getAs(ListableVideos.IS_NEW);
                i++;
            }
            return names;
        }
    }

    /** The video's id. */
    String of(int video) {
        return ids[position(video)];
    }

    /** The videos' ids, in the same order. */
    String[] of(int[] videos) {
        return Arrays.stream(videos).mapToObj(this::of).toArray(String[]::new);
    }

    /** The id of the video's creator. */
    String creator(int video) {
        return creators[position(video)];
    }

    /** Whether the video's creator is one of these, given as numbers in ascending order. */
    boolean isBy(int video, long[] creators) {
        return Arrays.binarySearch(creators, creatorNumbers[position(video)]) >= 0;
    }

    /** Whether the video is new. */
    boolean isNew(int video) {
        return isNew[position(video)];
    }

    private int position(int video) {
        return Arrays.binarySearch(numbers, video);
    }
}
