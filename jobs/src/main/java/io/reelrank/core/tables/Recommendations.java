package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Every known user's list, best first, as parallel arrays. */
public final class Recommendations {
    public static final String USER_ID = "user_id";
    public static final String VIDEO_IDS = "video_ids";
    public static final String SCORES = "scores";
    public static final String SOURCES = "sources";
    public static final String REASONS = "reasons";

    /** One row a user. */
    public static final Table TABLE = Table.of(
            "recommendations",
            "Every known user's list, best first, as parallel arrays.",
            List.of(USER_ID),
            required(USER_ID, DataTypes.StringType, "The user."),
            required(
                    VIDEO_IDS,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Eligible videos the user has not met."),
            required(
                    SCORES,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "The scores that made them candidates: the model's, or a ranker's. The order is that of video_ids, which "
                            + "re-ranking may have changed."),
            required(
                    SOURCES,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "What put each there. als: the user's factors; fold-in: factors that the user's own pairs gave after training; "
                            + "segment: what users with the same attributes wanted lately; popular: recent popularity; new-video and "
                            + "small-creator: the share of places that these are owed."),
            required(
                    REASONS,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Why, as a key and what it is about: followed:CREATOR and new_from:CREATOR, whom the user follows; "
                            + "because_watched:VIDEO, the past video that speaks most for it; popular_with:SEGMENT; popular, where "
                            + "that is the larger part of the score; new; taste, where nothing more is said."));

    private Recommendations() {}
}
