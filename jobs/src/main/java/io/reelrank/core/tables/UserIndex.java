package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** A dense number for every user seen so far; a user keeps it for ever. */
public final class UserIndex {
    public static final String USER_ID = "user_id";
    public static final String USER_IDX = "user_idx";

    /** One row a user. */
    public static final Table TABLE = Table.of(
            "user_index",
            "A dense number for every user seen so far; a user keeps it for ever.",
            List.of(USER_ID),
            required(USER_ID, DataTypes.StringType, "The user."),
            required(USER_IDX, DataTypes.IntegerType, "The number, from 0 without gaps."));

    private UserIndex() {}
}
