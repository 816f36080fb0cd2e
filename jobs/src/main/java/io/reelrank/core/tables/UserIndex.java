package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
                    required(
                            USER_ID,
                            DataTypes.StringType,
                            "The user's id; [erased N] for one who was erased and had the number N."),
                    required(USER_IDX, DataTypes.IntegerType, "The user's number; numbers run from 0 without gaps."))
            .living(Table.Lifetime.STATE);

    // No source has such an id: a JSON array is rejected.
    private static final String ERASED = "[erased ";

    private UserIndex() {}

    /** What stands in place of the id of an erased user, so that numbers stay without gaps. */
    public static Column erasedId() {
        return concat(lit(ERASED), col(USER_IDX), lit("]"));
    }

    /** The rows of users who were not erased. */
    public static Dataset<Row> withoutErased(Dataset<Row> index) {
        return index.filter(not(col(USER_ID).startsWith(ERASED)));
    }
}
