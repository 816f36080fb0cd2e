package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Every video's most similar eligible videos, best first, as parallel arrays. */
public final class SimilarVideos {
    public static final String VIDEO_ID = "video_id";
    public static final String VIDEO_IDS = "video_ids";
    public static final String SCORES = "scores";
    public static final String SOURCE = "source";

    /** One row a video. */
    public static final Table TABLE = Table.of(
            "similar_videos",
            "Every video's most similar eligible videos, best first, as parallel arrays.",
            List.of(VIDEO_ID),
            required(VIDEO_ID, DataTypes.StringType, "The video; it need not be eligible itself."),
            required(VIDEO_IDS, DataTypes.createArrayType(DataTypes.StringType, false), "Eligible videos."),
            required(
                    SCORES,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "The cosine of both videos' factors, at most 1."),
            required(
                    SOURCE,
                    DataTypes.StringType,
                    "als: by factors of training; features: by factors that follow from the video's tags, category, creator and "
                            + "length, as nobody met it yet."));

    private SimilarVideos() {}
}
