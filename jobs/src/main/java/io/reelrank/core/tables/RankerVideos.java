package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What a ranker knows of each video as of a moment, from the logs before it. */
public final class RankerVideos {
    public static final String AS_OF = AsOf.COLUMN;
    public static final String VIDEO_IDX = "video_idx";
    public static final String POSITIVES = "positives";
    public static final String RECENT_POSITIVES = "recent_positives";
    public static final String RECENT_SHOWN = "recent_shown";
    public static final String PULL = "pull";
    public static final String HOURS = "hours";

    /** One row a video and moment. */
    public static final Table TABLE = Table.of(
            "ranker_videos",
            "What a ranker knows of each video as of a moment, from the logs before it; videos nobody met are missing.",
            List.of(AS_OF, VIDEO_IDX),
            required(
                    AS_OF,
                    DataTypes.StringType,
                    "now; split: before the held out days; earlier: as many days before these."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(POSITIVES, DataTypes.DoubleType, "As in video_popularity."),
            required(RECENT_POSITIVES, DataTypes.DoubleType, "As in video_popularity."),
            required(
                    RECENT_SHOWN,
                    DataTypes.DoubleType,
                    "How many users met it, each once a day, halved for every popularity half-life since."),
            required(PULL, DataTypes.DoubleType, "As in video_quality; 0 without a play of known length."),
            required(
                    HOURS,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "[8] by three hours of the platform's day: the share of its positives over that of all videos'."));

    private RankerVideos() {}
}
