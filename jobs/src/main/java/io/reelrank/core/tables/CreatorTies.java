package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** How users stand to creators by what they said within the window: who follows whom, and who wants no more of whom. */
public final class CreatorTies {
    /** One row a user and creator. */
    public static final Table TABLE = Table.of(
            "creator_ties",
            "How users stand to creators by what they said within the window: who follows whom, and who wants no more of whom.",
            List.of("user_idx", "creator_id"),
            required("user_idx", DataTypes.IntegerType, "The user's number."),
            required("creator_id", DataTypes.StringType, "The creator."),
            required(
                    "follows",
                    DataTypes.BooleanType,
                    "Whether the last follow or unfollow was a follow; false without either."),
            required("hides", DataTypes.LongType, "How many of the creator's videos the user hid."),
            required("reports", DataTypes.LongType, "How many of them the user reported."));

    private CreatorTies() {}
}
