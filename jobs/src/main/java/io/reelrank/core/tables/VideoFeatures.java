package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What is known of each video, for models and rules. */
public final class VideoFeatures {
    public static final String VIDEO_IDX = "video_idx";
    public static final String VIDEO_ID = "video_id";
    public static final String CREATOR_ID = "creator_id";
    public static final String TAGS = "tags";
    public static final String CATEGORY = "category";
    public static final String DURATION_MS = "duration_ms";
    public static final String DURATION_BUCKET = "duration_bucket";
    public static final String AGE_DAYS = "age_days";
    public static final String ELIGIBLE = "eligible";
    public static final String WORDS = "words";
    public static final String CREATOR_VIDEOS = "creator_videos";
    public static final String CREATOR_PLAYS = "creator_plays";
    public static final String CREATOR_WANTED_RATE = "creator_wanted_rate";
    public static final String CREATOR_PULL = "creator_pull";

    /** The length classes of videos of known length, the shortest first. */
    public static final List<String> DURATION_BUCKETS = List.of("under_15s", "15s_to_60s", "1m_to_3m", "over_3m");

    /** Where the second and each later one of {@link #DURATION_BUCKETS} begins. Milliseconds. */
    public static final List<Long> DURATION_BOUNDS_MS = List.of(15_000L, 60_000L, 180_000L);

    /** One row per video. */
    public static final Table TABLE = Table.of(
            "video_features",
            "One row per video of video_index: what is known of it, for models and rules.",
            List.of(VIDEO_IDX),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
            required(VIDEO_ID, DataTypes.StringType, "The video's id."),
            required(CREATOR_ID, DataTypes.StringType, "The creator's id; empty where videos has no such video."),
            required(TAGS, DataTypes.createArrayType(DataTypes.StringType, false), "The video's tags."),
            optional(CATEGORY, DataTypes.StringType, "The video's category; null where unknown."),
            optional(DURATION_MS, DataTypes.LongType, "Its length in milliseconds; null where unknown."),
            required(
                    DURATION_BUCKET,
                    DataTypes.StringType,
                    "Its length class: under_15s, 15s_to_60s, 1m_to_3m, over_3m or unknown."),
            optional(
                    AGE_DAYS,
                    DataTypes.DoubleType,
                    "Days from publication to the end of the date; null where unknown."),
            required(
                    ELIGIBLE,
                    DataTypes.BooleanType,
                    "Whether it may be recommended: it is visible and was published by the end of the date."),
            required(
                    WORDS,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Words of its title and description with the largest tf-idf, largest first; words of "
                            + "too few or too many videos are missing."),
            required(
                    CREATOR_VIDEOS,
                    DataTypes.LongType,
                    "Number of the creator's other videos published by the end of the date; 0 if the "
                            + "creator is unknown."),
            required(
                    CREATOR_PLAYS,
                    DataTypes.LongType,
                    "Number of measured plays of the creator's other videos within the window."),
            required(
                    CREATOR_WANTED_RATE,
                    DataTypes.DoubleType,
                    "Of the users who saw one of these videos, the share that wanted it, shrunk towards "
                            + "the share for all videos."),
            required(
                    CREATOR_PULL,
                    DataTypes.DoubleType,
                    "Mean pull of these videos, shrunk towards 0. All creator columns are as of the end "
                            + "of the date, so they must not be used to predict held-out days."));

    private VideoFeatures() {}
}
