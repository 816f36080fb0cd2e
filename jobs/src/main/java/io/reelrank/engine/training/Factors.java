package io.reelrank.engine.training;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The factors of users and videos. A user's score of a video is x_u · y_i.
 *
 * @param users {@code user_idx, factors}: x_u, each [rank]; users without interactions in training are missing
 * @param videos {@code video_idx, factors, origin}: y_i, each [rank]; videos without interactions in training are
 *     missing, unless their features give them factors
 * @param rank the factors' length; 0 where there is no model
 */
public record Factors(Dataset<Row> users, Dataset<Row> videos, int rank) {
    /** The origin of a video's factors that were trained. */
    public static final String BY_INTERACTIONS = "interactions";

    /** The origin of a video's factors that follow from its features alone. */
    public static final String BY_FEATURES = "features";

    /** The origin of factors that are all 0, because nothing is known of a video. */
    public static final String UNKNOWN = "none";
}
