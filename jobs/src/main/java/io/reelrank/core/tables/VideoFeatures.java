package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What is known of each video, ready for models and rules. */
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

    /** One row a video. */
    public static final Table TABLE = Table.of(
            "video_features",
            "What is known of each video, ready for models and rules.",
            List.of(VIDEO_IDX),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(VIDEO_ID, DataTypes.StringType, "The video."),
            required(CREATOR_ID, DataTypes.StringType, "Who made it; empty where the videos' data lacks it."),
            required(TAGS, DataTypes.createArrayType(DataTypes.StringType, false), "Tags."),
            optional(CATEGORY, DataTypes.StringType, "Category."),
            optional(DURATION_MS, DataTypes.LongType, "Length in milliseconds."),
            required(DURATION_BUCKET, DataTypes.StringType, "under_15s, 15s_to_60s, 1m_to_3m, over_3m or unknown."),
            optional(
                    AGE_DAYS,
                    DataTypes.DoubleType,
                    "Days from publication to the end of the date; null where unknown."),
            required(
                    ELIGIBLE,
                    DataTypes.BooleanType,
                    "Whether it may be recommended: visible, and published by the end of the date."),
            required(
                    WORDS,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Words of its title or description that are neither rare nor everywhere, by tf-idf, largest first."),
            required(
                    CREATOR_VIDEOS,
                    DataTypes.LongType,
                    "Other videos of its creator published by the end of the date; 0 where the creator is unknown."),
            required(CREATOR_PLAYS, DataTypes.LongType, "Plays within the window of its creator's other videos."),
            required(
                    CREATOR_WANTED_RATE,
                    DataTypes.DoubleType,
                    "Of the users who met one of these videos, the share that wanted it, drawn to the share of all videos."),
            required(
                    CREATOR_PULL,
                    DataTypes.DoubleType,
                    "Mean pull of these videos, drawn to 0. All of the creator's as of the end of the date: no held out day"
                            + " may be foretold by it."));

    private VideoFeatures() {}
}
