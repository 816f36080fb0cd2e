package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** How many wanted a video, as of the date and as of the start of the held out days. */
public final class VideoPopularity {
    /** One row a video and moment. */
    public static final Table TABLE = Table.of(
            "video_popularity",
            "How many wanted a video, as of the date and as of the start of the held out days.",
            List.of("video_idx", "as_of"),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required("as_of", DataTypes.StringType, "now, or split: before the held out days."),
            required("positives", DataTypes.DoubleType, "Pairs with positive strength in the logs."),
            required(
                    "recent_positives",
                    DataTypes.DoubleType,
                    "The same, each halved for every half-life since it was last seen."));

    private VideoPopularity() {}
}
