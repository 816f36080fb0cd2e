package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What a ranker knows of each video as of a moment, from the logs before it. */
public final class RankerVideos {
    /** One row a video and moment. */
    public static final Table TABLE = Table.of(
            "ranker_videos",
            "What a ranker knows of each video as of a moment, from the logs before it; videos nobody met are missing.",
            List.of("as_of", "video_idx"),
            required(
                    "as_of",
                    DataTypes.StringType,
                    "now; split: before the held out days; earlier: as many days before these."),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required("positives", DataTypes.DoubleType, "As in video_popularity."),
            required("recent_positives", DataTypes.DoubleType, "As in video_popularity."),
            required(
                    "recent_shown",
                    DataTypes.DoubleType,
                    "How many users met it, each once a day, halved for every popularity half-life since."),
            required("pull", DataTypes.DoubleType, "As in video_quality; 0 without a play of known length."),
            required(
                    "hours",
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "[8] by three hours of the platform's day: the share of its positives over that of all videos'."));

    private RankerVideos() {}
}
