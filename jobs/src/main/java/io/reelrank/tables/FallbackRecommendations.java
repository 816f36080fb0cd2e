package io.reelrank.tables;

import static io.reelrank.tables.Field.required;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The list for users nobody knows yet. */
public final class FallbackRecommendations {
    /** One row a segment. */
    public static final Table TABLE = Table.of(
            "fallback_recommendations",
            "The list for users nobody knows yet.",
            List.of("segment"),
            required("segment", DataTypes.StringType, "all."),
            required(
                    "video_ids",
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Eligible videos, best first."),
            required("scores", DataTypes.createArrayType(DataTypes.FloatType, false), "Recent popularity."),
            required("sources", DataTypes.createArrayType(DataTypes.StringType, false), "popular."),
            required("reasons", DataTypes.createArrayType(DataTypes.StringType, false), "popular."));

    private FallbackRecommendations() {}
}
