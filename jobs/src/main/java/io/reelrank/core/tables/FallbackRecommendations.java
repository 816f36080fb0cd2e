package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The lists for users without a list of their own. */
public final class FallbackRecommendations {
    public static final String SEGMENT = "segment";
    public static final String VIDEO_IDS = "video_ids";
    public static final String SCORES = "scores";
    public static final String SOURCES = "sources";
    public static final String REASONS = "reasons";

    /** One row per segment. */
    public static final Table TABLE = Table.of(
            "fallback_recommendations",
            "One row per segment: the list for its users who have no list of their own, best "
                    + "first, as parallel arrays.",
            List.of(SEGMENT),
            required(SEGMENT, DataTypes.StringType, "all, or the segment as in user_segments."),
            required(
                    VIDEO_IDS,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Ids of eligible videos, best first."),
            required(
                    SCORES,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "The recent popularity within the segment; behind these, videos popular among all "
                            + "users, with scores below."),
            required(SOURCES, DataTypes.createArrayType(DataTypes.StringType, false), "As in recommendations."),
            required(REASONS, DataTypes.createArrayType(DataTypes.StringType, false), "As in recommendations."));

    private FallbackRecommendations() {}
}
