package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What a ranker knows of each user as of a cutoff date, besides the user's interactions. */
public final class RankerUsers {
    public static final String AS_OF = AsOf.COLUMN;
    public static final String USER_IDX = "user_idx";
    public static final String HOURS = "hours";

    /** One row per cutoff date and user. */
    public static final Table TABLE = Table.of(
            "ranker_users",
            "One row per cutoff date and user: what a ranker knows of the user besides the "
                    + "interactions, from the days up to the cutoff. Users without plays are missing.",
            List.of(AS_OF, USER_IDX),
            required(
                    AS_OF,
                    DataTypes.StringType,
                    "The cutoff date. now: all days; split: the days before the held-out days; earlier: "
                            + "the days before the equally long period that precedes those."),
            required(USER_IDX, DataTypes.IntegerType, "The user's number, as in user_index."),
            required(
                    HOURS,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "[8] for each 3-hour part of the platform's day, the share of the user's plays; the "
                            + "shares add up to 1."));

    private RankerUsers() {}
}
