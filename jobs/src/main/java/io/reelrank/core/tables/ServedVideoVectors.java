package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The videos of the served model for services that score on their own: a published dataset, and no table of a night. */
public final class ServedVideoVectors {
    public static final String VIDEO_ID = "video_id";
    public static final String FACTORS = "factors";
    public static final String NORM = "norm";
    public static final String BIAS = "bias";
    public static final String ORIGIN = "origin";
    public static final String ELIGIBLE = "eligible";

    /** One row per video. */
    public static final Table TABLE = Table.of(
            "video_vectors",
            "One row per video of the model that is served. A score is the dot product with the user's factors plus the "
                    + "bias.",
            List.of(VIDEO_ID),
            required(VIDEO_ID, DataTypes.StringType, "The video's id."),
            required(
                    FACTORS,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "[rank] the video's factors; all 0 if nothing is known of the video (see origin)."),
            required(NORM, DataTypes.FloatType, "Their length: the root of the sum of their squares."),
            required(BIAS, DataTypes.FloatType, "What is added to every user's score: the weighted recent popularity."),
            required(
                    ORIGIN,
                    DataTypes.StringType,
                    "Where the factors come from: interactions, features or none, as in video_factors."),
            required(
                    ELIGIBLE,
                    DataTypes.BooleanType,
                    "Whether it may be recommended: it is visible and was published by the end of the date. Rules for "
                            + "some users only are not applied."));

    private ServedVideoVectors() {}
}
