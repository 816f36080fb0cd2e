package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** How many users of a segment wanted a video lately. */
public final class SegmentPopularity {
    public static final String SEGMENT = "segment";
    public static final String VIDEO_IDX = "video_idx";
    public static final String AS_OF = AsOf.COLUMN;
    public static final String RECENT_POSITIVES = "recent_positives";

    /** One row a segment, video and moment. */
    public static final Table TABLE = Table.of(
            "segment_popularity",
            "How many users of a segment wanted a video lately.",
            List.of(SEGMENT, VIDEO_IDX, AS_OF),
            required(
                    SEGMENT,
                    DataTypes.StringType,
                    "What its users have in common: attributes and their values, as in age=18-23+city=large."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(AS_OF, DataTypes.StringType, "now, or split: before the held out days."),
            required(
                    RECENT_POSITIVES,
                    DataTypes.DoubleType,
                    "Pairs with positive strength in the logs, each halved for every half-life since it was last seen."));

    private SegmentPopularity() {}
}
