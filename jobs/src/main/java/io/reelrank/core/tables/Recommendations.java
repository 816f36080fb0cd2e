package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The list of every known user. */
public final class Recommendations {
    public static final String USER_ID = "user_id";
    public static final String VIDEO_IDS = "video_ids";
    public static final String SCORES = "scores";
    public static final String SOURCES = "sources";
    public static final String REASONS = "reasons";

    /** One row per user. */
    public static final Table TABLE = Table.of(
            "recommendations",
            "One row per known user: the user's list, best first, as parallel arrays.",
            List.of(USER_ID),
            required(USER_ID, DataTypes.StringType, "The user's id."),
            required(
                    VIDEO_IDS,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Ids of eligible videos that the user has not seen, best first."),
            required(
                    SCORES,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "The scores that made the videos candidates, by the model or by a learned ranker. "
                            + "Re-ranking may have changed the order since."),
            required(
                    SOURCES,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Where each video comes from. als: the user's factors; fold-in: factors computed "
                            + "from the user's own pairs after training; segment: recent positives of users with "
                            + "the same attributes; popular: recent popularity; new-video and small-creator: the "
                            + "quota of such videos."),
            required(
                    REASONS,
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Why each video is in the list, as a key and its subject. followed:CREATOR and "
                            + "new_from:CREATOR: a creator whom the user follows; because_watched:VIDEO: the past "
                            + "video that contributes most to the score; popular_with:SEGMENT; popular: popularity "
                            + "is the larger part of the score; new; taste: no other reason applies."));

    private Recommendations() {}
}
