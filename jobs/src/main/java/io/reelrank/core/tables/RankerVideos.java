package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What a ranker knows of each video as of a cutoff date. */
public final class RankerVideos {
    public static final String AS_OF = AsOf.COLUMN;
    public static final String VIDEO_IDX = "video_idx";
    public static final String POSITIVES = "positives";
    public static final String RECENT_POSITIVES = "recent_positives";
    public static final String RECENT_SHOWN = "recent_shown";
    public static final String PULL = "pull";
    public static final String HOURS = "hours";

    /** One row per cutoff date and video. */
    public static final Table TABLE = Table.of(
            "ranker_videos",
            "One row per cutoff date and video: what a ranker knows of the video from the days "
                    + "up to the cutoff. Videos without events are missing.",
            List.of(AS_OF, VIDEO_IDX),
            required(
                    AS_OF,
                    DataTypes.StringType,
                    "The cutoff date. now: all days; split: the days before the held-out days; earlier: "
                            + "the days before the equally long period that precedes those."),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
            required(POSITIVES, DataTypes.DoubleType, "As in video_popularity."),
            required(RECENT_POSITIVES, DataTypes.DoubleType, "As in video_popularity."),
            required(
                    RECENT_SHOWN,
                    DataTypes.DoubleType,
                    "The number of user-days with an event on the video, each halved per "
                            + "features.popularity-half-life-days since its last event."),
            required(PULL, DataTypes.DoubleType, "As in video_quality; 0 without a measured play."),
            required(
                    HOURS,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "[8] for each 3-hour part of the platform's day, the share of the video's positives "
                            + "over the share of all videos' positives, smoothed towards 1."));

    private RankerVideos() {}
}
