package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** How users stand to creators by what they said within the window: who follows whom, and who wants no more of whom. */
public final class CreatorTies {
    public static final String USER_IDX = "user_idx";
    public static final String CREATOR_ID = "creator_id";
    public static final String FOLLOWS = "follows";
    public static final String HIDES = "hides";
    public static final String REPORTS = "reports";

    /** One row a user and creator. */
    public static final Table TABLE = Table.of(
            "creator_ties",
            "How users stand to creators by what they said within the window: who follows whom, and who wants no more of whom.",
            List.of(USER_IDX, CREATOR_ID),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(CREATOR_ID, DataTypes.StringType, "The creator."),
            required(
                    FOLLOWS,
                    DataTypes.BooleanType,
                    "Whether the last follow or unfollow was a follow; false without either."),
            required(HIDES, DataTypes.LongType, "How many of the creator's videos the user hid."),
            required(REPORTS, DataTypes.LongType, "How many of them the user reported."));

    private CreatorTies() {}
}
