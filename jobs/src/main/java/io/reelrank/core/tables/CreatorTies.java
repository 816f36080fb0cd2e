package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Follows, hides and reports by user and creator. */
public final class CreatorTies {
    public static final String USER_IDX = "user_idx";
    public static final String CREATOR_ID = "creator_id";
    public static final String FOLLOWS = "follows";
    public static final String HIDES = "hides";
    public static final String REPORTS = "reports";

    /** One row per user and creator. */
    public static final Table TABLE = Table.of(
            "creator_ties",
            "One row per user and creator: what the user's follows, hides and reports within the "
                    + "window say about the creator.",
            List.of(USER_IDX, CREATOR_ID),
            required(USER_IDX, DataTypes.IntegerType, "The user's number, as in user_index."),
            required(CREATOR_ID, DataTypes.StringType, "The creator's id."),
            required(
                    FOLLOWS,
                    DataTypes.BooleanType,
                    "Whether the user's last follow or unfollow was a follow; false without either."),
            required(HIDES, DataTypes.LongType, "Number of the creator's videos that the user hid."),
            required(REPORTS, DataTypes.LongType, "Number of the creator's videos that the user reported."));

    private CreatorTies() {}
}
