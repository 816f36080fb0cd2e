package io.reelrank.tables;

import static io.reelrank.tables.Field.optional;
import static io.reelrank.tables.Field.required;

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
                    "Whether it may be recommended: visible, and published by the end of the date."));

    private VideoFeatures() {}
}
