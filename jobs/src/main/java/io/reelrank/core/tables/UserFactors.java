package io.reelrank.core.tables;

import static io.reelrank.core.store.Field.required;

import io.reelrank.core.store.Table;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The user factors of the served model. */
public final class UserFactors {
    public static final String USER_IDX = "user_idx";
    public static final String FACTORS = "factors";

    /** One row per user. */
    public static final Table TABLE = Table.of(
            "user_factors",
            "One row per user of the trained model that is served.",
            List.of(USER_IDX),
            required(USER_IDX, DataTypes.IntegerType, "The user's number, as in user_index."),
            required(FACTORS, DataTypes.createArrayType(DataTypes.FloatType, false), "[rank] the user's factors."));

    private UserFactors() {}
}
