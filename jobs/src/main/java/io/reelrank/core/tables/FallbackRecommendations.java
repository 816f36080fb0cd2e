package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The list for users nobody knows yet. */
public final class FallbackRecommendations {
    /** One row a segment. */
    public static final Table TABLE = Table.of(
            "fallback_recommendations",
            "The list for users nobody knows yet.",
            List.of("segment"),
            required(
                    "segment",
                    DataTypes.StringType,
                    "all, or what users of the segment have in common, as in user_segments."),
            required(
                    "video_ids",
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Eligible videos, best first."),
            required(
                    "scores",
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "Recent popularity, of the segment first."),
            required("sources", DataTypes.createArrayType(DataTypes.StringType, false), "As in recommendations."),
            required("reasons", DataTypes.createArrayType(DataTypes.StringType, false), "As in recommendations."));

    private FallbackRecommendations() {}
}
