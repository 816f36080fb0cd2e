package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/**
 * The video factors of the model trained without the held-out days. A score is the dot product with the user's
 * factors plus the bias.
 */
public final class SplitVideoFactors {
    public static final String VIDEO_IDX = "video_idx";
    public static final String FACTORS = "factors";
    public static final String BIAS = "bias";
    public static final String ORIGIN = "origin";

    /** One row per video. */
    public static final Table TABLE = Table.of(
            "split_video_factors",
            "One row per video of the model trained without the held-out days. A score is the "
                    + "dot product with the user's factors plus the bias.",
            List.of(VIDEO_IDX),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number, as in video_index."),
            required(
                    FACTORS,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "[rank] the video's factors; all 0 if nothing is known of the video (see origin)."),
            required(BIAS, DataTypes.FloatType, "What is added to every user's score: the weighted recent popularity."),
            required(
                    ORIGIN,
                    DataTypes.StringType,
                    "Where the factors come from. interactions: training; features: predicted from the "
                            + "video's features, as it has no interactions in training; none: neither, so they are "
                            + "all 0."));

    private SplitVideoFactors() {}
}
