package io.reelrank.tables;

import static io.reelrank.tables.Field.required;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Every known user's list, best first, as parallel arrays. */
public final class Recommendations {
    /** One row a user. */
    public static final Table TABLE = Table.of(
            "recommendations",
            "Every known user's list, best first, as parallel arrays.",
            List.of("user_id"),
            required("user_id", DataTypes.StringType, "The user."),
            required(
                    "video_ids",
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Eligible videos the user has not met."),
            required(
                    "scores",
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "The scores they are ordered by; only their order within a list means anything."),
            required(
                    "sources",
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "als: by the user's factors; fold-in: by factors that the user's own pairs gave after training; popular: by "
                            + "recent popularity."),
            required(
                    "reasons",
                    DataTypes.createArrayType(DataTypes.StringType, false),
                    "Why, as a key: because_watched:VIDEO, the past video that speaks most for it; popular, where that is the "
                            + "larger part of the score; taste, where nothing more is said."));

    private Recommendations() {}
}
