package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The list for users nobody knows yet. */
public final class FallbackRecommendations {
    public static final String SEGMENT = "segment";
    public static final String VIDEO_IDS = "video_ids";
    public static final String SCORES = "scores";
    public static final String SOURCES = "sources";
    public static final String REASONS = "reasons";

    /** One row a segment. */
    public static final Table TABLE = Table.of(
            "fallback_recommendations",
            "The list for users nobody knows yet.",
            List.of(SEGMENT),
            required(
                    SEGMENT,
                    DataTypes.StringType,
                    "all, or what users of the segment have in common, as in user_segments."),
            required(VIDEO_IDS, DataTypes.createArrayType(DataTypes.StringType, false), "Eligible videos, best first."),
            required(
                    SCORES,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "Recent popularity, of the segment first."),
            required(SOURCES, DataTypes.createArrayType(DataTypes.StringType, false), "As in recommendations."),
            required(REASONS, DataTypes.createArrayType(DataTypes.StringType, false), "As in recommendations."));

    private FallbackRecommendations() {}
}
