package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.optional;
import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What is known of each video, ready for models and rules. */
public final class VideoFeatures {
    /** One row a video. */
    public static final Table TABLE = Table.of(
            "video_features",
            "What is known of each video, ready for models and rules.",
            List.of("video_idx"),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required("video_id", DataTypes.StringType, "The video."),
            required("creator_id", DataTypes.StringType, "Who made it; empty where the videos' data lacks it."),
            required("tags", DataTypes.createArrayType(DataTypes.StringType, false), "Tags."),
            optional("category", DataTypes.StringType, "Category."),
            optional("duration_ms", DataTypes.LongType, "Length in milliseconds."),
            required("duration_bucket", DataTypes.StringType, "under_15s, 15s_to_60s, 1m_to_3m, over_3m or unknown."),
            optional(
                    "age_days",
                    DataTypes.DoubleType,
                    "Days from publication to the end of the date; null where unknown."),
            required(
                    "eligible",
                    DataTypes.BooleanType,
                    "Whether it may be recommended: visible, and published by the end of the date."),
            required(
                    "words",
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Words of its title or description that are neither rare nor everywhere, by tf-idf, largest first."),
            required(
                    "creator_videos",
                    DataTypes.LongType,
                    "Other videos of its creator published by the end of the date; 0 where the creator is unknown."),
            required("creator_plays", DataTypes.LongType, "Plays within the window of its creator's other videos."),
            required(
                    "creator_wanted_rate",
                    DataTypes.DoubleType,
                    "Of the users who met one of these videos, the share that wanted it, drawn to the share of all videos."),
            required(
                    "creator_pull",
                    DataTypes.DoubleType,
                    "Mean pull of these videos, drawn to 0. All of the creator's as of the end of the date: no held out day"
                            + " may be foretold by it."));

    private VideoFeatures() {}
}
