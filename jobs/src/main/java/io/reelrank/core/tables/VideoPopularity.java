package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The popularity of videos as of a cutoff date. */
public final class VideoPopularity {
    public static final String VIDEO_IDX = "video_idx";
    public static final String AS_OF = AsOf.COLUMN;
    public static final String POSITIVES = "positives";
    public static final String RECENT_POSITIVES = "recent_positives";

    /** One row per video and cutoff date. */
    public static final Table TABLE = Table.of(
            "video_popularity",
            "One row per video and cutoff date: how popular the video is. Videos without " + "positives are missing.",
            List.of(VIDEO_IDX, AS_OF),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
            required(
                    AS_OF,
                    DataTypes.StringType,
                    "The cutoff date. now: all days; split: the days before the held-out days."),
            required(
                    POSITIVES,
                    DataTypes.DoubleType,
                    "The number of user-days with a relevant event (features.relevant): each user counts "
                            + "once a day."),
            required(
                    RECENT_POSITIVES,
                    DataTypes.DoubleType,
                    "The same, each halved per features.popularity-half-life-days since its last relevant event."));

    private VideoPopularity() {}
}
