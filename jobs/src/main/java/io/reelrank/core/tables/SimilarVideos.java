package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The most similar eligible videos of every video. */
public final class SimilarVideos {
    public static final String VIDEO_ID = "video_id";
    public static final String VIDEO_IDS = "video_ids";
    public static final String SCORES = "scores";
    public static final String SOURCE = "source";

    /** One row per video. */
    public static final Table TABLE = Table.of(
            "similar_videos",
            "One row per video: the eligible videos most similar to it, best first, as parallel arrays.",
            List.of(VIDEO_ID),
            required(VIDEO_ID, DataTypes.StringType, "The video's id; it need not be eligible itself."),
            required(
                    VIDEO_IDS,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Ids of eligible videos, best first."),
            required(
                    SCORES,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "The cosine of the two videos' factors, at most 1."),
            required(
                    SOURCE,
                    DataTypes.StringType,
                    "als: by factors from training; features: by factors predicted from the video's "
                            + "tags, category, creator and length, as it has no interactions yet."));

    private SimilarVideos() {}
}
