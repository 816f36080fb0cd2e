package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The trained model's videos; a score is the dot product with the user's factors, plus the bias. */
public final class VideoFactors {
    public static final String VIDEO_IDX = "video_idx";
    public static final String FACTORS = "factors";
    public static final String BIAS = "bias";
    public static final String ORIGIN = "origin";

    /** One row a video. */
    public static final Table TABLE = Table.of(
            "video_factors",
            "The trained model's videos; a score is the dot product with the user's factors, plus the bias.",
            List.of(VIDEO_IDX),
            required(VIDEO_IDX, DataTypes.IntegerType, "The video's number."),
            required(
                    FACTORS,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "[rank] factors; all 0 where nothing speaks for the video: see origin."),
            required(BIAS, DataTypes.FloatType, "What is added to every user's score: the part of recent popularity."),
            required(
                    ORIGIN,
                    DataTypes.StringType,
                    "What the factors follow from. interactions: training met the video; features: it did not, and what is known "
                            + "of the video gave the factors; none: neither, they are all 0."));

    private VideoFactors() {}
}
