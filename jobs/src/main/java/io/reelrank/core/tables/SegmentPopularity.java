package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** How many users of a segment wanted a video lately. */
public final class SegmentPopularity {
    /** One row a segment, video and moment. */
    public static final Table TABLE = Table.of(
            "segment_popularity",
            "How many users of a segment wanted a video lately.",
            List.of("segment", "video_idx", "as_of"),
            required(
                    "segment",
                    DataTypes.StringType,
                    "What its users have in common: attributes and their values, as in age=18-23+city=large."),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required("as_of", DataTypes.StringType, "now, or split: before the held out days."),
            required(
                    "recent_positives",
                    DataTypes.DoubleType,
                    "Pairs with positive strength in the logs, each halved for every half-life since it was last seen."));

    private SegmentPopularity() {}
}
