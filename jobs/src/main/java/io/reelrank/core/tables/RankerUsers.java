package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What a ranker knows of each user as of a moment beside what the user met. */
public final class RankerUsers {
    public static final String AS_OF = AsOf.COLUMN;
    public static final String USER_IDX = "user_idx";
    public static final String HOURS = "hours";

    /** One row a user and moment. */
    public static final Table TABLE = Table.of(
            "ranker_users",
            "What a ranker knows of each user as of a moment beside what the user met; users without plays are missing.",
            List.of(AS_OF, USER_IDX),
            required(AS_OF, DataTypes.StringType, "As in ranker_videos."),
            required(USER_IDX, DataTypes.IntegerType, "The user's number."),
            required(
                    HOURS,
                    DataTypes.createArrayType(DataTypes.FloatType, false),
                    "[8] by three hours of the platform's day: the share of the user's plays; they add up to 1."));

    private RankerUsers() {}
}
