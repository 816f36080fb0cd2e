package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The dictionary of users: each has a dense number that never changes. */
public final class UserIndex {
    public static final String USER_ID = "user_id";
    public static final String USER_IDX = "user_idx";

    /** One row per user. */
    public static final Table TABLE = Table.of(
                    "user_index",
                    "One row per user known so far: a dense number that the user keeps forever.",
                    List.of(USER_ID),
                    required(USER_ID, DataTypes.StringType, "The user's id."),
                    required(USER_IDX, DataTypes.IntegerType, "The user's number; numbers run from 0 without gaps."))
            .living(Table.Lifetime.STATE);

    private UserIndex() {}
}
