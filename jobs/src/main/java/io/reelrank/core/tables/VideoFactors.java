package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The trained model's videos; a score is the dot product with the user's factors, plus the bias. */
public final class VideoFactors {
    /** One row a video. */
    public static final Table TABLE = Table.of(
            "video_factors",
            "The trained model's videos; a score is the dot product with the user's factors, plus the bias.",
            List.of("video_idx"),
            required("video_idx", DataTypes.IntegerType, "The video's number."),
            required(
                    "factors",
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "[rank] factors; all 0 where nothing speaks for the video: see origin."),
            required(
                    "bias", DataTypes.FloatType, "What is added to every user's score: the part of recent popularity."),
            required(
                    "origin",
                    DataTypes.StringType,
                    "What the factors follow from. interactions: training met the video; features: it did not, and what is known "
                            + "of the video gave the factors; none: neither, they are all 0."));

    private VideoFactors() {}
}
