package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** A dense number for every user seen so far; a user keeps it for ever. */
public final class UserIndex {
    /** One row a user. */
    public static final Table TABLE = Table.of(
            "user_index",
            "A dense number for every user seen so far; a user keeps it for ever.",
            List.of("user_id"),
            required("user_id", DataTypes.StringType, "The user."),
            required("user_idx", DataTypes.IntegerType, "The number, from 0 without gaps."));

    private UserIndex() {}
}
