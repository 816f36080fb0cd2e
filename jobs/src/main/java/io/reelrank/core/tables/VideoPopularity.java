package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** How many wanted a video, as of the date and as of the start of the held out days. */
public final class VideoPopularity {
    public static final String VIDEO_IDX = "video_idx";
    public static final String AS_OF = AsOf.COLUMN;
    public static final String POSITIVES = "positives";
    public static final String RECENT_POSITIVES = "recent_positives";

    /** One row a video and moment. */
    public static final Table TABLE = Table.of(
            "video_popularity",
            "How many wanted a video, as of the date and as of the start of the held out days.",
            List.of(VIDEO_IDX, AS_OF),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(AS_OF, DataTypes.StringType, "now, or split: before the held out days."),
            required(POSITIVES, DataTypes.DoubleType, "Pairs with positive strength in the logs."),
            required(
                    RECENT_POSITIVES,
                    DataTypes.DoubleType,
                    "The same, each halved for every half-life since it was last seen."));

    private VideoPopularity() {}
}
