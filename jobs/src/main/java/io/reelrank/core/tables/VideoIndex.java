package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The dictionary of videos: each has a dense number that never changes. */
public final class VideoIndex {
    public static final String VIDEO_ID = "video_id";
    public static final String VIDEO_IDX = "video_idx";

    /** One row per video. */
    public static final Table TABLE = Table.of(
                    "video_index",
                    "One row per video known so far: a dense number that the video keeps forever.",
                    List.of(VIDEO_ID),
                    required(VIDEO_ID, DataTypes.StringType, "The video's id."),
                    required(VIDEO_IDX, DataTypes.IntegerType, "The video's number; numbers run from 0 without gaps."))
            .living(Table.Lifetime.STATE);

    private VideoIndex() {}
}
