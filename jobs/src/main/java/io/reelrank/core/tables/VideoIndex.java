package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** A dense number for every video seen so far; a video keeps it for ever. */
public final class VideoIndex {
    public static final String VIDEO_ID = "video_id";
    public static final String VIDEO_IDX = "video_idx";

    /** One row a video. */
    public static final Table TABLE = Table.of(
            "video_index",
            "A dense number for every video seen so far; a video keeps it for ever.",
            List.of(VIDEO_ID),
            required(VIDEO_ID, DataTypes.StringType, "The video."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The number, from 0 without gaps."));

    private VideoIndex() {}
}
