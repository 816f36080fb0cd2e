package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** A dense number for every video seen so far; a video keeps it for ever. */
public final class VideoIndex {
    /** One row a video. */
    public static final Table TABLE = Table.of(
            "video_index",
            "A dense number for every video seen so far; a video keeps it for ever.",
            List.of("video_id"),
            required("video_id", DataTypes.StringType, "The video."),
            required("video_idx", DataTypes.IntegerType, "The number, from 0 without gaps."));

    private VideoIndex() {}
}
