package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The recent popularity of videos within segments of users. */
public final class SegmentPopularity {
    public static final String SEGMENT = "segment";
    public static final String VIDEO_IDX = "video_idx";
    public static final String AS_OF = AsOf.COLUMN;
    public static final String RECENT_POSITIVES = "recent_positives";

    /** One row per segment, video and cutoff date. */
    public static final Table TABLE = Table.of(
            "segment_popularity",
            "One row per segment, video and cutoff date: the video's recent popularity among the " + "segment's users.",
            List.of(SEGMENT, VIDEO_IDX, AS_OF),
            required(
                    SEGMENT,
                    DataTypes.StringType,
                    "What its users have in common: attributes with their values, such as age=18-23+city=large."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
            required(
                    AS_OF,
                    DataTypes.StringType,
                    "The cutoff date. now: all days; split: the days before the held-out days."),
            required(RECENT_POSITIVES, DataTypes.DoubleType, "As in video_popularity, for the segment's users."));

    private SegmentPopularity() {}
}
